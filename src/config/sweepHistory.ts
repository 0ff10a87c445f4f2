import type { Values } from '../scenarios/parameter'

/** Most evaluation points after the start that are kept of one run of a sweep: thousands of runs have to fit in memory. */
const MOST_POINTS = 200

/**
 * The steps at which a run of a sweep keeps its history: its evaluation points, or of more than 200 every second, third …
 * @returns ascending, the start 0 and the end T always among them
 */
export function historySteps({ T, every }: Values): number[] {
  const stride = every * Math.ceil(Math.ceil(T / every) / MOST_POINTS)
  const steps: number[] = []
  for (let step = 0; step < T; step += stride) steps.push(step)
  return [...steps, T]
}
