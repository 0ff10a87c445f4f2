import { addBatches, type BatchSums } from '../../coverage/batchSums'
import { addReplicates, type Replicates } from '../../coverage/confidence'
import { addSums, addTo } from '../../coverage/selectionSums'
import type { LogProbTable } from '../../logprobs/table'
import { buffersIn } from '../buffers'
import { workersForCores } from '../workers'
import { addGaps, type Comparison, shapeOf, type TableShape } from './comparison'
import type { OwnedBlock } from './localRows'
import type { Answer, Answers, FromSelectionWorker, Question, ToSelectionWorker } from './protocol'
import type { ComparedSums, Hooks, SelectionRows } from './rows'

/** Seconds without a word from a worker that was asked something, after which it counts as dead. */
const PATIENCE = 60

/** A worker, or what stands in for one. */
export interface Port {
  listen(onMessage: (message: FromSelectionWorker) => void, onError: (reason: string) => void): void
  post(message: ToSelectionWorker, transfer?: ArrayBuffer[]): void
  /** Ends it; it is not heard again. */
  close(): void
}

interface Asked {
  /** Answers by worker; undefined while it works. */
  readonly answers: (Answer | undefined)[]
  readonly shares: number[]
  readonly hooks: Hooks
  resolve(answers: readonly Answer[]): void
  reject(reason: unknown): void
}

/**
 * Workers that share the rows of one table: each owns some of its blocks. The table's columns are handed over to them, so
 * that the page keeps none of its numbers. Of no more use after `close`, or after a worker has died.
 */
export class SelectionPool implements SelectionRows {
  readonly shape: TableShape
  readonly workers: number
  private readonly ports: Port[]
  private readonly asked = new Map<number, Asked>()
  private readonly watch: ReturnType<typeof setInterval>
  private silent = 0
  private next = 0
  private ended: Error | null = null

  /** @param hire makes a worker; @param cores of the machine */
  constructor(table: LogProbTable, hire: () => Port = hireWorker, cores: number = navigator.hardwareConcurrency) {
    this.shape = shapeOf(table)
    this.workers = Math.max(1, Math.min(workersForCores(cores), table.blocks.length))
    this.ports = Array.from({ length: this.workers }, hire)
    const shares = sharesOf(table, this.workers)
    this.ports.forEach((port, w) => {
      port.listen(
        message => this.heard(w, message),
        reason => this.fail(reason),
      )
      port.post({ type: 'open', shape: this.shape, blocks: shares[w] }, buffersIn(shares[w]))
    })
    this.watch = setInterval(() => this.lookAfter(), 1000)
  }

  /** Ends all work at once; what was asked is rejected. */
  close(): void {
    this.end(new Error('The comparison was ended.'))
  }

  async groupSizes(): Promise<Float64Array> {
    return sum(await this.ask<'groupSizes'>({ kind: 'groupSizes' }), addTo)
  }

  async compare(comparison: Comparison, hooks: Hooks = {}): Promise<ComparedSums> {
    return sum(await this.ask<'compare'>({ kind: 'compare', comparison }, hooks), (into, from) => {
      addSums(into.sums, from.sums)
      addGaps(into.gaps, from.gaps)
    })
  }

  async deal(comparison: Comparison, N: number, seed: number, hooks: Hooks = {}): Promise<BatchSums> {
    return sum(await this.ask<'deal'>({ kind: 'deal', comparison, N, seed }, hooks), addBatches)
  }

  async replicate(sums: BatchSums, replicates: number, seed: number, hooks: Hooks = {}): Promise<Replicates> {
    const until = (w: number) => Math.round((w * replicates) / this.workers)
    const question = (w: number): Question => ({ kind: 'replicate', sums, from: until(w), to: until(w + 1), seed })
    return sum(await this.ask<'replicate'>(question, hooks), addReplicates)
  }

  /** Asks all workers, and waits for the last of them. */
  private ask<Kind extends keyof Answers>(
    question: Question | ((w: number) => Question),
    hooks: Hooks = {},
  ): Promise<readonly Answers[Kind][]> {
    const { signal } = hooks
    if (this.ended) return Promise.reject(this.ended)
    if (signal?.aborted) return Promise.reject(signal.reason)
    const id = this.next++
    const answered = new Promise<readonly Answer[]>((resolve, reject) => {
      const answers = new Array<Answer | undefined>(this.workers).fill(undefined)
      this.asked.set(id, { answers, shares: this.ports.map(() => 0), hooks, resolve, reject })
    })
    const cancel = () => this.giveUp(id, signal?.reason)
    signal?.addEventListener('abort', cancel)
    this.silent = 0
    this.ports.forEach((port, w) => {
      port.post({ type: 'ask', id, question: typeof question === 'function' ? question(w) : question })
    })
    return answered.finally(() => signal?.removeEventListener('abort', cancel)) as Promise<readonly Answers[Kind][]>
  }

  private heard(w: number, message: FromSelectionWorker): void {
    this.silent = 0
    const asked = this.asked.get(message.id)
    if (!asked) return
    if (message.type === 'failed') {
      this.giveUp(message.id, new Error(message.reason))
      return
    }
    asked.shares[w] = message.type === 'progress' ? message.share : 1
    asked.hooks.onProgress?.(asked.shares.reduce((total, share) => total + share, 0) / this.workers)
    if (message.type !== 'answer') return
    asked.answers[w] = message.answer
    const answers = asked.answers.filter(answer => answer !== undefined)
    if (answers.length === this.workers) this.settle(message.id)?.resolve(answers)
  }

  private giveUp(id: number, reason: unknown): void {
    for (const port of this.ports) port.post({ type: 'cancel', id })
    this.settle(id)?.reject(reason)
  }

  private settle(id: number): Asked | undefined {
    const asked = this.asked.get(id)
    this.asked.delete(id)
    return asked
  }

  // Counted in ticks and not by the clock, so that a machine waking from sleep is not taken for a dead worker.
  private lookAfter(): void {
    if (this.asked.size > 0 && ++this.silent > PATIENCE) this.fail(`no worker has answered for ${PATIENCE} seconds`)
  }

  private fail(reason: string): void {
    this.end(new Error(`The comparison broke off, and the files must be read again: ${reason}.`))
  }

  private end(reason: Error): void {
    this.ended ??= reason
    clearInterval(this.watch)
    for (const port of this.ports) port.close()
    for (const { reject } of this.asked.values()) reject(this.ended)
    this.asked.clear()
  }
}

function hireWorker(): Port {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'coverage-lab selection',
  })
  return {
    listen(onMessage, onError) {
      worker.onmessage = ({ data }: MessageEvent<FromSelectionWorker>) => onMessage(data)
      worker.onerror = event => {
        event.preventDefault()
        onError(event.message || 'the code of a worker could not be loaded')
      }
    },
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    close() {
      worker.onmessage = null
      worker.onerror = null
      worker.terminate()
    },
  }
}

/** The table's blocks, dealt out in turn. */
function sharesOf({ blocks }: LogProbTable, workers: number): OwnedBlock[][] {
  const shares = Array.from({ length: workers }, (): OwnedBlock[] => [])
  let first = 0
  blocks.forEach((block, b) => {
    shares[b % workers].push({ block, first })
    first += block.rows
  })
  return shares
}

function sum<Part>([first, ...others]: readonly Part[], add: (into: Part, from: Part) => void): Part {
  for (const other of others) add(first, other)
  return first
}
