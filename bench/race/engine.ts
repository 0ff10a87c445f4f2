import { watchGpuCalls } from '../../scripts/gpuCalls'
import { READ_EVERY, type Work } from './work'

/** Runs in the worker of a page; see browser.ts for the other side. */

export interface Order {
  readonly backend: 'wasm' | 'webgpu'
  readonly threads: number
  readonly work: Work
  /** Address of the parameters to begin with, float32 in the order of `layoutOf`. */
  readonly theta: string
  /** Steps whose losses are asked for; 0 to be timed. */
  readonly losses: number
  /** How long steps are timed, at least. */
  readonly seconds: number
}

export interface Timed {
  /** Milliseconds of the first step, compilation included. */
  readonly first: number
  /** Milliseconds of each further step: the median over readings of the clock. */
  readonly step: number
  /** Milliseconds until a step has been asked of WebGPU, the least; null on WASM, which computes meanwhile. */
  readonly encoding: number | null
  /** Calls of WebGPU for a step. */
  readonly dispatches: number
  readonly submits: number
  /** Times that the device was read, for each reading of the clock. */
  readonly readings: number
  /** Milliseconds of a product of two matrices of side `SIDE`; null where the engine does not offer it. */
  readonly product: number | null
}

export type Answer =
  | { readonly losses: readonly number[] | null }
  | { readonly timed: Timed }
  | { readonly error: string }

/** A transformer in training. */
export interface Engine {
  /** Before the first step, where an engine compiles ahead. */
  warmUp?(): Promise<void>
  step(step: number): void
  /** Waits for the steps so far, and reads the loss if the engine has it. */
  read(): Promise<unknown>
  /** The loss before each of the first steps, nats a sequence. */
  losses(steps: number): Promise<readonly number[]>
  /** Multiplies two matrices, and waits for it. */
  product(): Promise<unknown>
}

type Opened = (order: Order, theta: Float32Array) => Promise<Engine>

/** Answers the page’s order with an engine. */
export function serve(open: Opened): void {
  answerWith(async order => {
    const theta = new Float32Array(await (await fetch(order.theta)).arrayBuffer())
    const engine = await open(order, theta)
    return order.losses > 0 ? { losses: await engine.losses(order.losses) } : { timed: await timed(engine, order) }
  })
}

export function answerWith<O = Order, A = Answer>(answer: (order: O) => Promise<A>): void {
  self.onmessage = async ({ data }: MessageEvent<O>) => {
    try {
      self.postMessage(await answer(data))
    } catch (error) {
      self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
}

/** TensorFlow.js takes half as many threads as it believes there are cores, at most. To be called before it is opened. */
export function allowThreads(threads: number): void {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * threads })
}

/** Milliseconds in which an engine's workers have started. */
const STARTING = 1000

/** Milliseconds from which on every step is timed by itself. */
const SLOW = 1000

async function timed(engine: Engine, { backend, seconds }: Order): Promise<Timed> {
  const began = performance.now()
  await engine.warmUp?.()
  engine.step(0)
  await engine.read()
  const first = performance.now() - began
  // An engine's own workers start only while the one that has made them waits for something.
  await new Promise(resolve => setTimeout(resolve, STARTING))
  const { calls, stop } = watchGpuCalls()
  const encodings: number[] = []
  const times: number[] = []
  const start = performance.now()
  let step = 1
  while (times.length === 0 || performance.now() - start < 1000 * seconds) {
    const steps = times.length === 0 || times[0] > SLOW ? 1 : READ_EVERY
    const from = performance.now()
    for (let i = 0; i < steps; i++) {
      const asked = performance.now()
      engine.step(step++)
      encodings.push(performance.now() - asked)
    }
    await engine.read()
    times.push((performance.now() - from) / steps)
  }
  stop()
  const encoding = backend === 'webgpu' ? Math.min(...encodings) : null
  return {
    first,
    step: median(times),
    encoding,
    ...perStep(calls, step - 1, times.length),
    product: await fastest(engine),
  }
}

/** @param steps that were taken in so many readings of the clock */
export function perStep(
  { dispatches, submits, readings }: ReturnType<typeof watchGpuCalls>['calls'],
  steps: number,
  clocks: number,
): Pick<Timed, 'dispatches' | 'submits' | 'readings'> {
  return { dispatches: dispatches / steps, submits: submits / steps, readings: readings / clocks }
}

/** Milliseconds of the fastest of some products, about a second of them. */
async function fastest({ product }: Engine): Promise<number> {
  await product()
  let least = Number.POSITIVE_INFINITY
  const start = performance.now()
  while (performance.now() - start < 1000) {
    const began = performance.now()
    await product()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}
