import { cpus } from 'node:os'
import type { Comparison } from '../src/engine/selection/comparison'
import { LocalRows } from '../src/engine/selection/localRows'
import type { LogProbTable, RowBlock } from '../src/logprobs/table'
import { Stream } from '../src/random/streams'
import { say, table } from './report'

/**
 * All pairs of 50 checkpoints on 200,000 held-out responses, at every N of the grid, on one core; then one N with the
 * bootstrap. The time of the first depends on the processor's guesses, so it is taken for checkpoints that are near each
 * other and for checkpoints that are far apart.
 */

const CANDIDATES = 50
const ROWS = 200_000
const BLOCK = 8192
const ROUNDS = 3
const SPREADS = [0.3, 3, 30]

const comparison: Comparison = {
  reading: { base: 'e', scale: 'sum', sign: 'log-probability' },
  candidates: Array.from({ length: CANDIDATES }, (_, i) => i),
  teacher: false,
  gaps: 'drop',
  groups: null,
}

say(
  `${CANDIDATES} checkpoints × ${ROWS.toLocaleString('en-US')} responses, one core of ${cpus()[0].model} (${cpus().length} cores), Node ${process.version}. Processor time, least of ${ROUNDS} rounds.`,
)
const lines = []
for (const spread of SPREADS) {
  const rows = LocalRows.of(tableOf(spread))
  const all = await least(() => rows.compare(comparison))
  const batches = await least(() => rows.deal(comparison, 16, 0))
  const sums = await rows.deal(comparison, 16, 0)
  const replicates = await least(() => rows.replicate(sums, 500, 0))
  const ratios = (ROWS * CANDIDATES * (CANDIDATES - 1)) / 2
  // Every ratio reads two float32.
  const cells = [spread, all, (all * 1e9) / ratios, (8 * ratios) / all / 1e9, batches, replicates]
  lines.push(cells.map(value => Number(value.toPrecision(3))))
}
table(
  [
    'spread of log-probabilities, nats',
    'all pairs, s',
    'ns a ratio',
    'GB/s of columns',
    'one N in batches, s',
    '500 replicates, s',
  ],
  lines,
)

async function least(work: () => Promise<unknown>): Promise<number> {
  let seconds = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    // The processor's clock, and not the wall's: others may work on the same machine.
    const began = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(began)
    seconds = Math.min(seconds, (user + system) / 1e6)
  }
  return seconds
}

/** Log-probabilities about −100 nats, normally spread between checkpoints. */
function tableOf(spread: number): LogProbTable {
  const stream = new Stream(0, 'data')
  const normals = Float32Array.from({ length: 65_537 }, (_, k) => stream.normal(0, 0, k))
  const blocks: RowBlock[] = []
  for (let first = 0; first < ROWS; first += BLOCK) {
    const rows = Math.min(BLOCK, ROWS - first)
    // A prime number of normals, met in another order by every checkpoint, repeats for no pair of them.
    const column = (i: number) =>
      Float32Array.from(
        { length: rows },
        (_, k) => -100 + spread * normals[((first + k) * (2 * i + 1) + 977 * i) % 65_537],
      )
    blocks.push({
      rows,
      logProbs: Array.from({ length: CANDIDATES }, (_, i) => column(i)),
      teacher: null,
      group: null,
      lengths: [],
    })
  }
  return { candidates: blocks[0].logProbs.map((_, i) => `step ${i}`), groups: null, blocks }
}
