import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measured, Way } from './logprobsReading'
import { median, say, spread } from './report'

/**
 * Time and memory of reading a table of log-probabilities, 50 candidates × 200,000 rows, beside PapaParse alone: the same bytes, decoded
 * and split into fields with no work on any row. In turns, each in a process of its own; the memory is measured apart, since
 * measuring it takes time.
 */
const CANDIDATES = 50
const ROWS = 200_000
const ROUNDS = 5

const MATRIX = CANDIDATES * ROWS * Float32Array.BYTES_PER_ELEMENT
const MB = 2 ** 20

const folder = await mkdtemp(join(tmpdir(), 'coverage-lab-'))
try {
  const file = join(folder, 'table.csv')
  await writeTable(file)
  const { size } = await stat(file)
  const bare: Measured[] = []
  const lab: Measured[] = []
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await measure('bare', file))
    lab.push(await measure('reader', file))
  }
  const memory = await measure('memory', file)
  const [{ model }] = cpus()
  say(
    `${CANDIDATES} candidates × ${ROWS.toLocaleString('en-US')} rows with ids and groups, ${(size / MB).toFixed(0)} MB of CSV; Node ${process.version}, ${cpus().length} cores (${model}). Median (smallest – largest) of ${ROUNDS} rounds.`,
  )
  for (const [what, key] of [
    ['time', 'seconds'],
    ['processor time', 'processorSeconds'],
  ] as const) {
    const [alone, ours] = [bare, lab].map(runs => runs.map(run => run[key]))
    say(
      `${what}: PapaParse alone ${spread(alone)} s, the lab’s reader ${spread(ours)} s, ${(median(ours) / median(alone)).toFixed(2)} times as long`,
    )
  }
  const extra = memory.peakBytes! - MATRIX
  say(
    `live memory at its peak (after garbage collection, beyond what lives before): ${(memory.peakBytes! / MB).toFixed(1)} MB; the float32 matrix ${(MATRIX / MB).toFixed(1)} MB, and ${((100 * extra) / MATRIX).toFixed(1)} % more (looked at ${memory.looks} times)`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Each reading in a fresh process, so that none finds the other’s garbage or compiled code. */
async function measure(way: Way, file: string): Promise<Measured> {
  const child = fork(join(import.meta.dirname, 'logprobsReading.ts'), [way, file], {
    execArgv: [...process.execArgv, '--expose-gc'],
  })
  const [message] = await once(child, 'message')
  await once(child, 'exit')
  return message as Measured
}

/** Digits as a float32 of a real log has them. */
async function writeTable(file: string): Promise<void> {
  const out = createWriteStream(file)
  let state = 1
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  out.write(`id,group,${Array.from({ length: CANDIDATES }, (_, c) => `step ${100 * c}`).join(',')}\n`)
  for (let row = 0; row < ROWS; row++) {
    const cells = Array.from({ length: CANDIDATES }, () => (-80 * uniform()).toFixed(5))
    if (!out.write(`doc-${row},task ${row % 7},${cells.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
