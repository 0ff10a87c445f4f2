/** Lets waiting messages be handled; unlike a timer it costs microseconds, not milliseconds. */
export function yieldToMessages(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** Says how many steps are due at a rate; what was missed while the machine was too slow is not made up for. */
export class Pacer {
  private due = 1
  private last = performance.now()

  constructor(private readonly stepsPerSecond: number) {}

  /** Steps due now, possibly none; Infinity when the rate is unlimited. */
  take(): number {
    if (this.stepsPerSecond === Number.POSITIVE_INFINITY) return this.stepsPerSecond
    const now = performance.now()
    this.due = Math.min(
      this.due + ((now - this.last) / 1000) * this.stepsPerSecond,
      Math.max(1, this.stepsPerSecond / 4),
    )
    this.last = now
    const whole = Math.floor(this.due)
    this.due -= whole
    return whole
  }

  /** Milliseconds until the next step is due, at most a tenth of a second so that a new rate is heeded. */
  get wait(): number {
    return Math.min(100, ((1 - this.due) / this.stepsPerSecond) * 1000)
  }
}

/**
 * Takes steps until so many are done, or about so many milliseconds are over; at least one.
 * @param advance takes so many steps
 * @returns how many were done
 */
export function stretch(most: number, milliseconds: number, advance: (steps: number) => void): number {
  const began = performance.now()
  let done = 0
  do {
    // As many again take as long again. So the clock, which takes as long as a small step, is looked at seldom.
    const steps = Math.min(Math.max(1, done), most - done)
    advance(steps)
    done += steps
  } while (done < most && performance.now() - began < milliseconds / 2)
  return done
}

/** Says how many steps to take between two looks at a device that is given them faster than it takes them. */
export class Portion {
  private most = 1

  /** @param stretch milliseconds that they should be done in */
  constructor(private readonly stretch: number) {}

  get steps(): number {
    return this.most
  }

  /** Notes that so many steps were done after so many milliseconds. */
  mark(steps: number, milliseconds: number): void {
    if (milliseconds > 2 * this.stretch) this.most = Math.max(1, Math.floor(steps / 2))
    else if (steps === this.most) this.most *= 2
  }
}

interface Mark {
  readonly step: number
  readonly time: number
}

/** Milliseconds that a speed is an average over. */
const WINDOW = 1000

/** Milliseconds between two evaluations that are noted, and for which they are. */
const APART = 100
const NOTED = 10 * WINDOW

/** Steps per second over about the last second: from one evaluation to another, since these take their time too. */
export class Speedometer {
  private readonly marks: Mark[] = []
  private readonly evaluations: Mark[] = []

  /** Notes that `step` was reached and returns the present speed, 0 while unknown. @param evaluated whether it was evaluated */
  mark(step: number, evaluated: boolean): number {
    const mark = { step, time: performance.now() }
    const { marks, evaluations } = this
    marks.push(mark)
    while (marks.length > 2 && mark.time - marks[0].time > WINDOW) marks.shift()
    const newest = evaluations.at(-1)
    if (evaluated && !(newest && mark.time - newest.time < APART)) evaluations.push(mark)
    while (evaluations.length > 0 && mark.time - evaluations[0].time > NOTED) evaluations.shift()
    const last = evaluations.at(-1)
    const first = last && evaluations.findLast(({ time }) => last.time - time >= WINDOW)
    return first ? speed(first, last) : speed(marks[0], mark)
  }
}

function speed(from: Mark, to: Mark): number {
  return to.time > from.time ? ((to.step - from.step) / (to.time - from.time)) * 1000 : 0
}
