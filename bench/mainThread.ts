import type { Page } from '@playwright/test'

/** What a page's main thread did, ascending; milliseconds. */
export interface Load {
  /** From one animation frame to the next. */
  readonly frames: readonly number[]
  /** Of the processor between two of them: scripts, styles, layout and paint. */
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
  const times = marks.map(({ ts }) => ts).sort((a, b) => a - b)
  const work = times.slice(1).map((to, i) => {
    const within = tasks.filter(({ ts }) => ts >= times[i] && ts < to)
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

function ascending(a: number, b: number): number {
  return a - b
}
