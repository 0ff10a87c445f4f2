/** Milliseconds between two sentences about charts at least. */
export const QUIET = 10_000

/** Milliseconds that a sentence stands. */
const STANDS = 30_000

/** Change of a number, relative to the larger, from which a sentence is worth hearing again. */
const NOTABLE = 0.1

interface Clock {
  now(): number
  /** Calls back after so many milliseconds. */
  later(then: () => unknown, wait: number): void
}

interface Told {
  /** What a listener knows of the chart: what was spoken, or what it showed when it appeared. */
  known: string
  /** What it shows now. */
  newest: string
}

/**
 * The one voice of the page's charts. Each tells what it shows as often as it likes; the voice speaks at most one sentence
 * every ten seconds, only of a chart that has changed notably, and first of the one that a person attends to.
 */
export class Voice {
  readonly #charts = new Map<string, Told>()
  readonly #speak: (sentence: string) => void
  readonly #clock: Clock
  #attended: string | null = null
  #spokenAt = Number.NEGATIVE_INFINITY
  #said = 0
  #waiting = false

  constructor(speak: (sentence: string) => void, clock: Clock) {
    this.#speak = speak
    this.#clock = clock
  }

  /** What a chart shows now. The first time it says nothing: the chart's own description tells that. */
  tell(chart: string, sentence: string): void {
    const told = this.#charts.get(chart)
    if (!told) {
      this.#charts.set(chart, { known: sentence, newest: sentence })
      return
    }
    told.newest = sentence
    this.#plan()
  }

  /** A chart that is no longer shown. */
  forget(chart: string): void {
    this.#charts.delete(chart)
    if (this.#attended === chart) this.#attended = null
  }

  /** The chart that has the focus or was pointed at last. */
  attend(chart: string): void {
    this.#attended = chart
  }

  /** A sentence that does not wait, such as the end of a run. The charts stay quiet after it. */
  say(sentence: string): void {
    this.#spokenAt = this.#clock.now()
    const said = ++this.#said
    this.#speak(sentence)
    // What stayed there would be found by whoever reads on, when it is no longer true.
    this.#clock.later(() => said === this.#said && this.#speak(''), STANDS)
  }

  #plan(): void {
    if (this.#waiting || this.#next() === null) return
    this.#waiting = true
    // Even when nothing was said for long: what is dragged is told when it has come to rest.
    const wait = Math.max(1000, this.#spokenAt + QUIET - this.#clock.now())
    this.#clock.later(() => {
      this.#waiting = false
      const next = this.#next()
      if (next && this.#clock.now() >= this.#spokenAt + QUIET) {
        next.known = next.newest
        this.say(next.newest)
      }
      this.#plan()
    }, wait)
  }

  #next(): Told | null {
    const changed = [...this.#charts].filter(([, { known, newest }]) => differsNotably(known, newest))
    const [first] = [...changed.filter(([chart]) => chart === this.#attended), ...changed]
    return first?.[1] ?? null
  }
}

const NUMBER = /\d[\d,]*(?:\.\d+)?/g

/** Whether two sentences differ in words, or in some number by a tenth or more. */
export function differsNotably(before: string, after: string): boolean {
  if (before === after) return false
  const [one, other] = [before, after].map(text => text.match(NUMBER) ?? [])
  if (one.length !== other.length || before.replace(NUMBER, '#') !== after.replace(NUMBER, '#')) return true
  return one.some((text, i) => {
    const [a, b] = [text, other[i]].map(digits => Number(digits.replaceAll(',', '')))
    return Math.abs(a - b) >= NOTABLE * Math.max(a, b) && a !== b
  })
}
