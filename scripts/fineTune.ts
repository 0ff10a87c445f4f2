import { figure1 } from '../cli/graphSearch'
import { measured } from '../cli/measured'
import { decodeLink } from '../src/config/link'
import { ship } from './ship'

/**
 * The fine-tuning run of Fig. 1, and the checkpoints of it that ship as starts of post-training: those that selection takes.
 * `npm run fine-tune`; most of an hour on two cores.
 */
const LINK = 'scenario=graph-two-rules&every=60&backend=wasm'
/** Budget of Best-of-N; the tournament counts ratios of half of it. */
const N = 12
/** Held-out responses that the selection is made on, as many as behind README's row. */
const HELD_OUT = 20_000

const run = await measured(`${LINK}&M=${HELD_OUT}`)
const { picked, minKl, checkpoints } = figure1(run, N)
console.table(checkpoints)
console.log(`The tournament takes step ${picked.step}, least KL step ${minKl.step}.`)
// The link says what was trained, not how it was looked at here.
const { config } = decodeLink('scenario=graph-two-rules')
for (const step of new Set([picked.step, minKl.step])) {
  const snapshot = run.snapshots.find(({ step: own }) => own === step)
  if (snapshot) await ship(`graph-two-rules-step-${step}`, config, Float32Array.from(snapshot.checkpoint.theta), step)
}
