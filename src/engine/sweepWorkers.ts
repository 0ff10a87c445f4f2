import type { BackendChoice } from '../config/config'
import { sweepBackend } from './sweepBackend'
import type { FromSweepWorker, ToSweepWorker } from './sweepProtocol'
import { workersForCores } from './workers'

/** A worker for sweeps. */
export interface Hand {
  readonly worker: Worker
  readonly choice: BackendChoice
  /** Name of the backend that it has opened; null while it has not. */
  backend: string | null
}

/** Those that wait for a sweep: to start one takes a good part of a short sweep. */
const waiting: Hand[] = []
/** Those that a sweep has. */
const busy = new Set<Hand>()
let wanted = false

/** Has as many workers start as a sweep would take, and from now on keeps those that a sweep is done with. */
export function keepWorkersReady(choice: BackendChoice): void {
  wanted = true
  const missing = workersFor(choice) - busy.size - waiting.filter(hand => hand.choice === choice).length
  for (let i = 0; i < missing; i++) wait(start(choice))
}

/** Ends those that wait, and keeps no more. */
export function dismissWorkers(): void {
  wanted = false
  for (const { worker } of waiting.splice(0)) worker.terminate()
}

/** A worker that waits, or else a new one. What it says next is the caller's to hear. */
export function takeWorker(choice: BackendChoice): Hand {
  const index = waiting.findIndex(hand => hand.choice === choice)
  const hand = index < 0 ? start(choice) : waiting.splice(index, 1)[0]
  busy.add(hand)
  return hand
}

/** Takes back a worker that has done all it was asked. */
export function giveBackWorker(hand: Hand): void {
  busy.delete(hand)
  if (wanted && waiting.length < workersFor(hand.choice)) wait(hand)
  else hand.worker.terminate()
}

/** Ends one that is not to go on. */
export function endWorker(hand: Hand): void {
  const { worker, choice } = hand
  busy.delete(hand)
  worker.onmessage = null
  worker.onerror = null
  worker.terminate()
  if (wanted && choice !== 'webgpu') keepWorkersReady(choice)
}

export function tell({ worker }: Hand, message: ToSweepWorker): void {
  worker.postMessage(message)
}

/** A graphics card is one however many workers ask for it. */
export function workersFor(choice: BackendChoice): number {
  return choice === 'webgpu' ? 1 : workersForCores(navigator.hardwareConcurrency)
}

function start(choice: BackendChoice): Hand {
  const worker = new Worker(new URL('./sweepWorker.ts', import.meta.url), {
    type: 'module',
    name: 'coverage-lab sweep',
  })
  const hand: Hand = { worker, choice, backend: null }
  tell(hand, { type: 'open', backend: sweepBackend(choice) })
  return hand
}

function wait(hand: Hand): void {
  const { worker } = hand
  waiting.push(hand)
  worker.onmessage = ({ data }: MessageEvent<FromSweepWorker>) => {
    if (data.type === 'opened') hand.backend = data.backend
    else discard(hand)
  }
  // Whoever runs a sweep starts another, and is told why that fails too.
  worker.onerror = event => {
    event.preventDefault()
    discard(hand)
  }
}

function discard(hand: Hand): void {
  hand.worker.terminate()
  const index = waiting.indexOf(hand)
  if (index >= 0) waiting.splice(index, 1)
}
