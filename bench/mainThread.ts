import type { Page } from '@playwright/test'

/** What a page's main thread did, ascending; milliseconds. */
export interface Load {
  /** From one animation frame to the next. */
  readonly frames: readonly number[]
  /** Of the processor for a redraw, or from frame to frame where `redrawn` marks none: scripts, styles, layout and paint. */
  readonly work: readonly number[]
  /** Of the processor for each task. */
  readonly tasks: readonly number[]
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds: when it began, how long it took, and how long of the processor. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

const FRAME = 'bench frame'
const REDRAW = 'bench redraw'

/** Waits until a frame has shown what was done before, and marks it as a redraw. */
export function redrawn(page: Page): Promise<unknown> {
  return page.evaluate(
    name =>
      new Promise(resolve =>
        // What is drawn in a frame is computed in the next one at the latest.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.mark(name).name))),
      ),
    REDRAW,
  )
}

/** Traces the page while something is done. */
export async function loadWhile(page: Page, act: () => Promise<unknown>): Promise<Load> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] })
  await page.evaluate(name => {
    const watch = {
      on: true,
      tick() {
        performance.mark(name)
        if (watch.on) requestAnimationFrame(watch.tick)
      },
    }
    Object.assign(window, { watch })
    requestAnimationFrame(watch.tick)
  }, FRAME)
  await act()
  await page.evaluate(() => {
    Object.assign((window as unknown as { watch: object }).watch, { on: false })
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const marks = traceEvents.filter(({ name }) => name === FRAME)
  const { pid, tid } = marks[0]
  const own = traceEvents.filter(event => event.pid === pid && event.tid === tid && event.tdur !== undefined)
  const tasks = own.filter(({ name }) => name === 'ThreadControllerImpl::RunTask')
  const times = timesOf(marks)
  const redraws = timesOf(traceEvents.filter(({ name }) => name === REDRAW))
  const ends = redraws.length > 0 ? redraws : times
  const work = ends.slice(1).map((to, i) => {
    const within = tasks.filter(({ ts }) => ts >= ends[i] && ts < to)
    return within.reduce((sum, { tdur }) => sum + tdur!, 0) / 1000
  })
  return {
    frames: times
      .slice(1)
      .map((time, i) => (time - times[i]) / 1000)
      .sort(ascending),
    work: work.sort(ascending),
    tasks: tasks.map(({ tdur }) => tdur! / 1000).sort(ascending),
  }
}

function timesOf(marks: readonly TraceEvent[]): number[] {
  return marks.map(({ ts }) => ts).sort(ascending)
}

function ascending(a: number, b: number): number {
  return a - b
}
