import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { threads as startedFromFiles } from '../../build/threads'
import { type BundledFile, bundle } from '../../scripts/bundle'
import { parameterCount } from '../../src/models/transformer/layout'
import { keep, median, say, spread, table, words } from '../report'
import { follow, type Surroundings } from './browser'
import type { Order, Timed } from './engine'
import { flopsOf, SIDE, type Work } from './work'

const PEERS = join(import.meta.dirname, '..', 'peers')

export const ENGINES = {
  lab: { name: 'the lab', entry: join(import.meta.dirname, 'lab.ts') },
  plain: { name: 'plain tfjs', entry: join(import.meta.dirname, 'plain.ts') },
  jax: { name: 'jax-js', entry: join(PEERS, 'jax.ts') },
  nanogpt: { name: 'genai-nanogpt', entry: join(PEERS, 'nanogpt.ts') },
} as const

export type EngineId = keyof typeof ENGINES

/** Engines that train the same model in the same surroundings. */
export interface Heat extends Surroundings, Pick<Order, 'backend' | 'threads'> {
  readonly name: string
  readonly engines: readonly EngineId[]
  /** Those whose losses are compared before; the lab’s are among them. */
  readonly compared: readonly EngineId[]
}

/** Rounds, each in fresh browsers. */
const ROUNDS = 3

/** What takes longer, in seconds, is measured in one round only. */
const PATIENCE = 90

/** Seconds for which steps are timed in a round. */
const SECONDS = 3

/** Steps whose losses are compared, and the largest relative difference that rounding explains. */
const COMPARED = 20
const TOLERANCE = 1e-3

export type Bundles = Readonly<Record<EngineId, ReadonlyMap<string, BundledFile>>>

/** Installs the peers, which the lab itself does not need, and bundles every engine for a page. */
export async function bundleEngines(): Promise<Bundles> {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: PEERS,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`The peers could not be installed in ${PEERS}.`)
  const entries = Object.entries(ENGINES).map(
    async ([id, { entry }]) => [id, await bundle(entry, [startedFromFiles()])] as const,
  )
  return Object.fromEntries(await Promise.all(entries)) as Bundles
}

/** Kilobytes that a page loads for an engine on a backend, compressed: TensorFlow.js’s other WASM binaries are left out. */
export function sizeOf(files: ReadonlyMap<string, BundledFile>): number {
  const loaded = [...files].filter(([name]) => !/tfjs-backend-wasm-(?!simd)[^/]*|wasm-thread/.test(name))
  return loaded.reduce((bytes, [, { body }]) => bytes + gzipSync(body).length, 0) / 1000
}

/**
 * Compares the losses, then times the engines of each heat in turn, and reports.
 * @throws Error if the losses of two engines differ
 */
export async function race(work: Work, heats: readonly Heat[], bundles: Bundles): Promise<void> {
  const { shape, batch } = work
  const gflop = flopsOf(work) / 1e9
  say(
    `A training step with Adam: ${shape.layers} layers, ${shape.heads} heads, width ${shape.width}, context ${shape.context}, vocabulary ${shape.vocabulary}, batch ${batch}; ${parameterCount(shape).toLocaleString('en-US')} parameters, ${words(gflop)} GFLOP.`,
  )
  for (const heat of heats) {
    const agreement = await compare(work, heat, bundles)
    const timings = await time(work, heat, bundles)
    keep(heat.name, Object.fromEntries(timings))
    report(heat, timings, gflop, agreement)
  }
}

/** In turns. */
async function time(work: Work, heat: Heat, bundles: Bundles): Promise<Map<EngineId, Timed[]>> {
  const timings = new Map<EngineId, Timed[]>(heat.engines.map(engine => [engine, []]))
  const slow = new Set<EngineId>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [engine, all] of timings) {
      if (slow.has(engine)) continue
      const began = performance.now()
      const answer = await follow(bundles[engine], orderOf(work, heat, 0), heat)
      if (performance.now() - began > 1000 * PATIENCE) slow.add(engine)
      if ('timed' in answer) all.push(answer.timed)
    }
  }
  return timings
}

function orderOf(work: Work, { backend, threads }: Heat, losses: number): Omit<Order, 'theta'> {
  return { backend, threads, work, losses, seconds: SECONDS }
}

/** @returns what came of it, in a sentence */
async function compare(work: Work, heat: Heat, bundles: Bundles): Promise<string> {
  const losses = new Map<EngineId, readonly number[]>()
  for (const engine of heat.compared) {
    const answer = await follow(bundles[engine], orderOf(work, heat, COMPARED), heat)
    if ('losses' in answer && answer.losses) losses.set(engine, answer.losses)
  }
  const own = losses.get('lab')
  if (!own) return ''
  const found: string[] = []
  for (const [engine, theirs] of losses) {
    if (engine === 'lab') continue
    const by = Math.max(...theirs.map((loss, step) => Math.abs(loss / own[step] - 1)))
    if (!(by < TOLERANCE))
      throw new Error(`${heat.name}: ${ENGINES[engine].name}’s losses differ from the lab’s by ${by}.`)
    found.push(`${by.toExponential(0)} of ${ENGINES[engine].name}’s`)
  }
  return `Over ${COMPARED} steps from the same weights the lab’s losses are within ${found.join(', and ')}.`
}

function report(heat: Heat, timings: ReadonlyMap<EngineId, readonly Timed[]>, gflop: number, agreement: string): void {
  say(`**${heat.name}.** ${agreement}`)
  const medians = new Map(Array.from(timings, ([engine, all]) => [engine, median(all.map(({ step }) => step))]))
  const peers = Array.from(medians).filter(([engine]) => engine !== 'lab')
  const fastest = Math.min(...peers.map(([, ms]) => ms))
  const products = Array.from(timings, ([, all]) => all.flatMap(({ product }) => product ?? [])).flat()
  const peak = (2 * SIDE ** 3) / 1e6 / Math.min(...products)
  const onGpu = heat.backend === 'webgpu'
  const gpuColumns = onGpu ? ['encoding, ms', 'dispatches', 'submits', 'readings per loss'] : []
  table(
    [
      'engine',
      'step, ms',
      'of the fastest peer’s',
      'first step, ms',
      'GFLOP/s',
      'of the peak',
      `${SIDE}³, GFLOP/s`,
      ...gpuColumns,
    ],
    Array.from(timings, ([engine, all]) => {
      const step = medians.get(engine)!
      const own = all.flatMap(({ product }) => product ?? [])
      const [{ dispatches, submits, readings }] = all
      const encodings = all.flatMap(({ encoding }) => encoding ?? [])
      return [
        ENGINES[engine].name,
        spread(all.map(({ step }) => step)),
        (step / fastest).toFixed(2),
        spread(all.map(({ first }) => first)),
        words((1000 * gflop) / step),
        `${words((100 * 1000 * gflop) / step / peak)} %`,
        own.length > 0 ? words((2 * SIDE ** 3) / 1e6 / Math.min(...own)) : '',
        ...(onGpu
          ? [encodings.length > 0 ? spread(encodings) : '', words(dispatches), words(submits), words(readings)]
          : []),
      ]
    }),
  )
}
