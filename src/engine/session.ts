import type { ExperimentConfig } from '../config/config'
import { parseConfig } from '../config/validate'
import { type Backend, openBackend, type Platform } from './backend'
import { buffersIn } from './buffers'
import { costOf, type EvaluationCost } from './estimate'
import { longestStep } from './longestStep'
import { Pacer, Portion, Speedometer, sleep, stretch, yieldToMessages } from './pace'
import type { FromWorker, RunOrder, ToWorker } from './protocol'
import { Run } from './run'
import { beginning, type ShippedFile, type StartOf, shippedStarts } from './shipped'
import type { Checkpoint } from './snapshot'

/** Longest stretch of training, in milliseconds, between two looks at the messages: pause is answered within it. */
const STRETCH = 10

/** Milliseconds between progress messages. */
const PROGRESS_INTERVAL = 100

/** Thrown where work is given up because a newer run was asked for. */
class Superseded extends Error {}

/** Milliseconds within which a lost device has said so. */
const LOSS_DELAY = 200

type Load = Extract<ToWorker, { type: 'load' }>

/** A run and the number by which the page knows it. */
interface Numbered {
  readonly id: number
  readonly run: Run
}

interface Evaluated extends Numbered {
  readonly cost: EvaluationCost
}

/**
 * The worker's side of the protocol: one backend, one run at a time, or two that are trained in lock-step. Messages take effect at once, except that a `load`
 * waits for the backend; `post` must transfer the buffers it is given.
 */
export class Session {
  private backend: Backend | null = null
  /** What is trained: a run, and its rival after it where there is one. */
  private runs: readonly Numbered[] = []
  /** Rivals that are to go as soon as nothing is being done with them. */
  private dropped: readonly Numbered[] = []
  /** Numbers of runs that were dropped, built or not. */
  private readonly unwanted = new Set<number>()
  /** Number of the run that is being worked on, whose failure an error is. */
  private at = 0
  private playing = false
  private stepsPerSecond = Number.POSITIVE_INFINITY
  /** The newest load asked for, and the one that `runs` were built from. */
  private latest: Load | null = null
  private loaded: Load | null = null
  private readonly startOf: StartOf
  /** Work on the device in order: loading, single steps and the loop never overlap. */
  private queue: Promise<void> = Promise.resolve()

  constructor(
    private readonly platform: Platform,
    private readonly post: (message: FromWorker, transfer?: Transferable[]) => void,
  ) {
    this.startOf = shippedStarts(platform.readShipped)
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'load':
        this.playing = false
        this.latest = message
        this.enqueue(() => this.load(message))
        break
      case 'drop':
        this.drop(message.run)
        break
      case 'play':
        this.playing = true
        this.enqueue(() => this.train())
        break
      case 'pause':
        this.playing = false
        this.post({ type: 'paused', run: this.first?.id ?? this.at, step: this.first?.run.step ?? 0 })
        break
      case 'step':
        this.playing = false
        this.enqueue(() => this.singleStep())
        break
      case 'speed':
        this.stepsPerSecond = message.stepsPerSecond
        break
      case 'set':
        this.change(message)
        break
      case 'ping':
        this.post({ type: 'pong', token: message.token })
    }
  }

  private get first(): Numbered | undefined {
    return this.runs[0]
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error: unknown) => this.fail(error))
  }

  private async fail(error: unknown): Promise<void> {
    if (error instanceof Superseded) return
    this.playing = false
    // A lost device makes readbacks fail a moment before it says that it is lost, and loses nothing: see `open`.
    const lost = this.backend?.lost.then(() => true)
    if (lost && (await Promise.race([lost, sleep(LOSS_DELAY).then(() => false)]))) return
    this.post({ type: 'failed', run: this.at, message: error instanceof Error ? error.message : String(error) })
  }

  private async load(message: Load): Promise<void> {
    // A drag sends many configurations; only the last one is worth building.
    if (this.latest !== message) return
    const orders = message.rival ? [message, message.rival] : [message]
    const configs = orders.map(({ run, config }) => {
      this.at = run
      return parseConfig(config)
    })
    refuseUnequal(configs)
    if (!this.backend) await this.open(configs[0].backend)
    this.post({ type: 'patience', seconds: configs.reduce((sum, config) => sum + longestStep(config), 0) })
    this.disposeAll()
    for (const [i, order] of orders.entries()) if (!(await this.build(order, configs[i], message))) return
    this.loaded = message
    const evaluated = message.resume ? [] : await this.postSnapshots()
    if (this.backend?.report.id === 'webgpu') {
      this.post({ type: 'compiling', run: message.run, share: null })
      for (const { id, run } of this.runs) await run.warmUp(share => this.post({ type: 'compiling', run: id, share }))
      this.post({ type: 'compiled', run: message.run })
    }
    for (const { id, run, cost } of evaluated) {
      // Who is playing already, or dragging on, waits for no estimate.
      if (this.playing || this.latest !== message) return
      if (!this.unwanted.has(id)) this.post({ type: 'estimate', run: id, estimate: await run.estimate(cost) })
    }
  }

  /** Builds one of the runs of a load. @returns whether that is still the newest */
  private async build(order: RunOrder, config: ExperimentConfig, load: Load): Promise<boolean> {
    if (this.unwanted.has(order.run)) return true
    this.at = order.run
    const { checkpoint, shipped } = await this.start(order, config)
    if (this.latest !== load) return false
    if (this.unwanted.has(order.run)) return true
    const run = new Run(config, checkpoint)
    this.runs = [...this.runs, { id: order.run, run }]
    this.post({ type: 'loaded', run: order.run, description: run.description, shipped })
    return true
  }

  private disposeAll(): void {
    for (const { run } of this.runs) run.dispose()
    this.runs = []
    this.freeDropped()
  }

  /** The run of that number is trained no further; it is freed when nothing is being done with it. */
  private drop(id: number): void {
    this.unwanted.add(id)
    this.dropped = [...this.dropped, ...this.runs.filter(numbered => numbered.id === id)]
    this.runs = this.runs.filter(numbered => numbered.id !== id)
    this.enqueue(async () => this.freeDropped())
  }

  private freeDropped(): void {
    for (const { run } of this.dropped) run.dispose()
    this.dropped = []
  }

  /** Where the run goes on from or begins, null for the initial weights; and what ships, if it is that. */
  private async start(
    { resume, origin }: RunOrder,
    config: ExperimentConfig,
  ): Promise<{ checkpoint: Checkpoint | null; shipped: ShippedFile | null }> {
    // A run that goes on after a loss must not need the network.
    if (resume) return { checkpoint: resume, shipped: null }
    if (origin) return { checkpoint: beginning(origin), shipped: null }
    const start = await this.startOf(config)
    return { checkpoint: start?.checkpoint ?? null, shipped: start?.shipped ?? null }
  }

  private async open(choice: Parameters<typeof openBackend>[0]): Promise<void> {
    this.backend = await openBackend(choice, this.platform)
    this.post({ type: 'backend', report: this.backend.report })
    void this.backend.lost.then(reason => {
      this.playing = false
      this.post({ type: 'deviceLost', reason })
    })
  }

  private async train(): Promise<void> {
    if (!this.first) return
    let speedometer = new Speedometer()
    let rate = this.stepsPerSecond
    let pacer = new Pacer(rate)
    const portion = new Portion(STRETCH)
    let reported = Number.NEGATIVE_INFINITY
    // A newer load ends this training even if that load is to be played at once.
    while (this.playing && this.loaded === this.latest && this.first && !this.first.run.finished) {
      this.freeDropped()
      if (rate !== this.stepsPerSecond) {
        rate = this.stepsPerSecond
        pacer = new Pacer(rate)
        speedometer = new Speedometer()
      }
      const due = pacer.take()
      if (due === 0) {
        await sleep(pacer.wait)
        continue
      }
      const began = performance.now()
      const { id, run } = this.first
      const most = Math.min(due, portion.steps, run.stepsToEvaluation)
      const taken = stretch(most, STRETCH, steps => this.advance(steps))
      const evaluated = run.atEvaluationPoint
      if (evaluated) await this.postSnapshots()
      else {
        await this.backend?.settled()
        portion.mark(taken, performance.now() - began)
      }
      await yieldToMessages()
      const stepsPerSecond = speedometer.mark(run.step, evaluated)
      if (performance.now() - reported > PROGRESS_INTERVAL) {
        reported = performance.now()
        this.post({ type: 'progress', run: id, step: run.step, stepsPerSecond })
      }
    }
    if (this.playing && this.loaded === this.latest && this.first) {
      this.playing = false
      this.post({ type: 'finished', run: this.first.id })
    }
  }

  /** Steps of all runs alike. */
  private advance(steps: number): void {
    for (const { id, run } of this.runs) {
      this.at = id
      run.advance(steps)
    }
  }

  private async singleStep(): Promise<void> {
    if (!this.first || this.first.run.finished || this.loaded !== this.latest) return
    this.advance(1)
    const { id, run } = this.first
    await this.postSnapshots()
    this.post({ type: 'paused', run: id, step: run.step })
    if (run.finished) this.post({ type: 'finished', run: id })
  }

  private async postSnapshots(): Promise<Evaluated[]> {
    const evaluated: Evaluated[] = []
    for (const numbered of this.runs) evaluated.push({ ...numbered, cost: await this.postSnapshot(numbered) })
    return evaluated
  }

  private async postSnapshot({ id, run }: Numbered): Promise<EvaluationCost> {
    this.at = id
    const began = performance.now()
    const snapshot = await run.snapshot(() => this.breathe())
    const cost = costOf(snapshot, (performance.now() - began) / 1000)
    this.post({ type: 'snapshot', run: id, snapshot }, buffersIn(snapshot))
    return cost
  }

  /** Messages are heard in the middle of a long evaluation too. */
  private async breathe(): Promise<void> {
    await yieldToMessages()
    if (this.loaded !== this.latest) throw new Superseded()
  }

  private change({ run: number, id, value }: Extract<ToWorker, { type: 'set' }>): void {
    const changed = this.runs.find(numbered => numbered.id === number)
    if (!changed) return
    changed.run.set(id, value)
    this.post({ type: 'changed', run: number, change: { step: changed.run.step, id, value } })
  }
}

/** @throws Error where two runs would not be evaluated at the same steps */
function refuseUnequal([first, ...others]: readonly ExperimentConfig[]): void {
  for (const id of ['T', 'every']) {
    const other = others.find(({ values }) => values[id] !== first.values[id])
    if (other) {
      throw new Error(`Runs in lock-step have one ${id}; these have ${first.values[id]} and ${other.values[id]}.`)
    }
  }
}
