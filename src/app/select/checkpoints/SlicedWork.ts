/** Milliseconds of quiet before work begins, and that it keeps the page from anything else at a time. */
const PAUSE = 150
const SLICE = 8

interface Asked<T> {
  readonly key: string
  readonly begin: () => Generator<unknown, T>
}

/** Long work that is done in slices, between which the page does what else it has to do. The newest question counts. */
export class SlicedWork<T> {
  private next: Asked<T> | null = null
  private current: { readonly key: string; readonly steps: Generator<unknown, T> } | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  /** @param done told the key of the question and its answer */
  constructor(private readonly done: (key: string, value: T) => void) {}

  /**
   * Asks something else. An answer under way is given up where its key differs, and finished where only its data are older:
   * while data come without end there still are answers.
   */
  ask(key: string, begin: () => Generator<unknown, T>): void {
    this.next = { key, begin }
    if (this.current && this.current.key !== key) this.current = null
    if (!this.current) this.wait(PAUSE)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.next = null
    this.current = null
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.slice(), milliseconds)
  }

  private slice(): void {
    if (!this.current) {
      if (!this.next) return
      this.current = { key: this.next.key, steps: this.next.begin() }
      this.next = null
    }
    const { key, steps } = this.current
    const end = performance.now() + SLICE
    do {
      const step = steps.next()
      if (!step.done) continue
      this.current = null
      this.done(key, step.value)
      if (this.next) this.wait(PAUSE)
      return
    } while (performance.now() < end)
    this.wait(0)
  }
}
