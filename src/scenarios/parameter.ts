/** One adjustable number of an experiment, stated once: its control, its link key and its validation are generated from it. */
export interface NumberParameter {
  readonly kind: 'number' | 'integer'
  /** Key in links and in `ExperimentConfig.values`. Never changes once published. */
  readonly id: string
  /** Symbol as the paper writes it, e.g. `η`. */
  readonly symbol: string
  /** Plain label, e.g. "Step size". */
  readonly label: string
  /** One sentence of explanation, with the equation where there is one. */
  readonly help: string
  /** Smallest and largest value that is accepted, inclusive. */
  readonly min: number
  readonly max: number
  /** Largest value of the slider where it is less than `max`. */
  readonly sliderMax?: number
  readonly scale: 'linear' | 'log'
  /** Names of the values 0, 1, 2 … of a parameter that is a choice; links and controls use them. */
  readonly words?: readonly string[]
  /** May change while a run goes on; every other parameter restarts the run. */
  readonly live?: boolean
  /** Shown under "more". */
  readonly advanced?: boolean
}

/** Every numeric setting that the chosen scenario uses, by parameter id. */
export type Values = Readonly<Record<string, number>>
