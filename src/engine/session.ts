import type { ExperimentConfig } from '../config/config'
import { parseConfig } from '../config/validate'
import { type Backend, openBackend, type Platform } from './backend'
import { costOf, type EvaluationCost } from './estimate'
import { longestStep } from './longestStep'
import { Pacer, Speedometer, sleep, yieldToMessages } from './pace'
import type { FromWorker, ToWorker } from './protocol'
import { Run } from './run'
import { beginning, type ShippedFile, type StartOf, shippedStarts } from './shipped'
import type { Checkpoint, TrainedSnapshot } from './snapshot'

/** Longest stretch of training, in milliseconds, between two looks at the messages: pause is answered within it. */
const STRETCH = 10

/** Milliseconds between progress messages. */
const PROGRESS_INTERVAL = 100

/** Thrown where work is given up because a newer run was asked for. */
class Superseded extends Error {}

/** Milliseconds within which a lost device has said so. */
const LOSS_DELAY = 200

type Load = Extract<ToWorker, { type: 'load' }>

/**
 * The worker's side of the protocol: one backend, one run at a time. Messages take effect at once, except that a `load`
 * waits for the backend; `post` must transfer the buffers it is given.
 */
export class Session {
  private backend: Backend | null = null
  private run: Run | null = null
  private id = 0
  private playing = false
  private stepsPerSecond = Number.POSITIVE_INFINITY
  /** The newest load asked for, and the one that `run` was built from. */
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
      case 'play':
        this.playing = true
        this.enqueue(() => this.train())
        break
      case 'pause':
        this.playing = false
        this.post({ type: 'paused', run: this.id, step: this.run?.step ?? 0 })
        break
      case 'step':
        this.playing = false
        this.enqueue(() => this.singleStep())
        break
      case 'speed':
        this.stepsPerSecond = message.stepsPerSecond
        break
      case 'set':
        this.change(message.id, message.value)
        break
      case 'ping':
        this.post({ type: 'pong', token: message.token })
    }
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
    this.post({ type: 'failed', run: this.id, message: error instanceof Error ? error.message : String(error) })
  }

  private async load(message: Load): Promise<void> {
    // A drag sends many configurations; only the last one is worth building.
    if (this.latest !== message) return
    this.id = message.run
    const config = parseConfig(message.config)
    if (!this.backend) await this.open(config.backend)
    this.post({ type: 'patience', seconds: longestStep(config) })
    this.run?.dispose()
    this.run = null
    const { checkpoint, shipped } = await this.start(message, config)
    if (this.latest !== message) return
    this.run = new Run(config, checkpoint)
    this.loaded = message
    this.post({ type: 'loaded', run: this.id, description: this.run.description, shipped })
    const cost = message.resume ? null : await this.postSnapshot(this.run)
    if (this.backend?.report.id === 'webgpu') {
      this.post({ type: 'compiling', run: this.id })
      await this.run.warmUp()
      this.post({ type: 'compiled', run: this.id })
    }
    // Who is playing already, or dragging on, waits for no estimate.
    if (!cost || this.playing || this.latest !== message) return
    this.post({ type: 'estimate', run: this.id, estimate: await this.run.estimate(cost) })
  }

  /** Where the run goes on from or begins, null for the initial weights; and what ships, if it is that. */
  private async start(
    { resume, origin }: Load,
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
    const { run } = this
    if (!run) return
    const speedometer = new Speedometer()
    let rate = this.stepsPerSecond
    let pacer = new Pacer(rate)
    let reported = Number.NEGATIVE_INFINITY
    // A newer load ends this run's training even if that load is to be played at once.
    while (this.playing && this.loaded === this.latest && !run.finished) {
      if (rate !== this.stepsPerSecond) {
        rate = this.stepsPerSecond
        pacer = new Pacer(rate)
      }
      const due = pacer.take()
      if (due === 0) {
        await sleep(pacer.wait)
        continue
      }
      this.stretch(run, due)
      if (run.atEvaluationPoint) await this.postSnapshot(run)
      else await this.backend?.settled()
      await yieldToMessages()
      const stepsPerSecond = speedometer.mark(run.step)
      if (performance.now() - reported > PROGRESS_INTERVAL) {
        reported = performance.now()
        this.post({ type: 'progress', run: this.id, step: run.step, stepsPerSecond })
      }
    }
    if (this.playing && this.loaded === this.latest) {
      this.playing = false
      this.post({ type: 'finished', run: this.id })
    }
  }

  /** Steps until one of: the steps due are done, an evaluation point is reached, the stretch is over. */
  private stretch(run: Run, due: number): void {
    const end = performance.now() + STRETCH
    for (let done = 0; done < due; done++) {
      run.advance()
      if (run.atEvaluationPoint || performance.now() >= end) return
    }
  }

  private async singleStep(): Promise<void> {
    const { run } = this
    if (!run || run.finished) return
    run.advance()
    await this.postSnapshot(run)
    this.post({ type: 'paused', run: this.id, step: run.step })
    if (run.finished) this.post({ type: 'finished', run: this.id })
  }

  private async postSnapshot(run: Run): Promise<EvaluationCost> {
    const began = performance.now()
    const snapshot = await run.snapshot(() => this.breathe())
    const cost = costOf(snapshot, (performance.now() - began) / 1000)
    this.post({ type: 'snapshot', run: this.id, snapshot }, buffersOf(snapshot))
    return cost
  }

  /** Messages are heard in the middle of a long evaluation too. */
  private async breathe(): Promise<void> {
    await yieldToMessages()
    if (this.loaded !== this.latest) throw new Superseded()
  }

  private change(id: string, value: number): void {
    if (!this.run) return
    this.run.set(id, value)
    this.post({ type: 'changed', run: this.id, change: { step: this.run.step, id, value } })
  }
}

function buffersOf(snapshot: TrainedSnapshot): Transferable[] {
  const { logRatios, pathKl, klByPosition, answerLogRatios, counts, checkpoint, candidates } = snapshot
  const measured = [logRatios, pathKl, klByPosition, answerLogRatios, counts, ...Object.values(candidates ?? {})]
  const arrays = [...measured, checkpoint.theta, ...checkpoint.slots]
  return arrays.flatMap(array => (array ? [array.buffer as ArrayBuffer] : []))
}
