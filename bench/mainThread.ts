import type { Page } from '@playwright/test'

/** What a page's main thread did, ascending; milliseconds. */
export interface Load {
  /** From one animation frame to the next. */
  readonly frames: readonly number[]
  /** Of the processor for a redraw, or from frame to frame where `redrawn` marks none. */
  readonly work: Readonly<Record<Part | 'all', readonly number[]>>
  /** Of the processor for each task. */
  readonly tasks: readonly number[]
}

export type Part = keyof typeof PARTS

/** What a task is made of, by the names of the events in a trace. The rest is input, and deciding what is to be done in a frame. */
const PARTS = {
  script: [
    'EvaluateScript',
    'EventDispatch',
    'FireAnimationFrame',
    'FunctionCall',
    'HandlePostMessage',
    'MajorGC',
    'MinorGC',
    'RunMicrotasks',
    'RunPostTaskCallback',
    'TimerFire',
  ],
  layout: ['UpdateLayoutTree', 'Layout', 'HitTest'],
  paint: ['PrePaint', 'Paint', 'Layerize', 'Commit'],
} as const

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds: when it began, how long it took, and how long of the processor. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: { readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string } }
}

/** An event that took time. */
type Span = TraceEvent & { readonly dur: number; readonly tdur: number }

const TASK = 'ThreadControllerImpl::RunTask'
const FRAME = 'bench frame'
const REDRAW = 'bench redraw'

/** Waits until all that was done before is to be seen, and marks it as a redraw. */
export function redrawn(page: Page): Promise<unknown> {
  return page.evaluate(
    name =>
      new Promise(resolve => {
        // The page draws in turns: what the frame of the input does not show yet, the next one does. In the third all is over.
        const wait = {
          frames: 3,
          tick() {
            if (wait.frames-- === 0) resolve(performance.mark(name).name)
            else requestAnimationFrame(wait.tick)
          },
        }
        wait.tick()
      }),
    REDRAW,
  )
}

/** Traces the page while something is done. */
export async function loadWhile(page: Page, act: () => Promise<unknown>): Promise<Load> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', 'devtools.timeline'] })
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
  const tasks = tasksOf(traceEvents.filter(event => event.pid === pid && event.tid === tid))
  const times = timesOf(marks)
  const redraws = timesOf(traceEvents.filter(({ name }) => name === REDRAW))
  const ends = redraws.length > 0 ? redraws : times
  const between = ends.slice(1).map((to, i) => tasks.filter(({ ts }) => ts >= ends[i] && ts < to))
  const work = (part: keyof Task['took']) =>
    between.map(within => within.reduce((sum, { took }) => sum + took[part], 0)).sort(ascending)
  return {
    frames: times
      .slice(1)
      .map((time, i) => (time - times[i]) / 1000)
      .sort(ascending),
    work: { script: work('script'), layout: work('layout'), paint: work('paint'), all: work('all') },
    tasks: tasks.map(({ took }) => took.all).sort(ascending),
  }
}

/** A task of the page, and how long of the processor its parts took, ms. */
interface Task {
  readonly ts: number
  readonly took: Record<Part | 'all', number>
}

/** The tasks of a thread but for those in which it answers this benchmark. */
function tasksOf(events: readonly TraceEvent[]): Task[] {
  const spans = events.filter(isSpan).sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  const tasks: Task[] = []
  /** Spans that enclose the one that is looked at, with the part that their own time belongs to. */
  let around: { readonly end: number; readonly part: Part | null }[] = []
  for (const { name, ts, dur, tdur, args } of spans) {
    around = around.filter(({ end }) => end > ts)
    const milliseconds = tdur / 1000
    const outer = around.at(-1)?.part ?? null
    const part = partOf(name) ?? outer
    const task = tasks.at(-1)
    if (name === TASK) tasks.push({ ts, took: { all: milliseconds, script: 0, layout: 0, paint: 0 } })
    else if (task && part !== outer) {
      if (part) task.took[part] += milliseconds
      if (outer) task.took[outer] -= milliseconds
    } else if (args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession') tasks.pop()
    around.push({ end: ts + dur, part })
  }
  return tasks
}

function isSpan(event: TraceEvent): event is Span {
  return event.ph === 'X' && event.tdur !== undefined
}

function partOf(name: string): Part | null {
  const parts = Object.keys(PARTS) as Part[]
  return parts.find(part => (PARTS[part] as readonly string[]).includes(name)) ?? null
}

function timesOf(marks: readonly TraceEvent[]): number[] {
  return marks.map(({ ts }) => ts).sort(ascending)
}

function ascending(a: number, b: number): number {
  return a - b
}
