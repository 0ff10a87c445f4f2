import { GRID } from '../coverage/pairwise'
import { coverageAt } from '../coverage/profile'
import { FILE_NS } from '../engine/runFile'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { passAt } from './candidates'
import { thinned } from './checkpoints'
import { profileOf } from './derive'
import type { KeptEvaluations } from './storage'
import type { Run } from './types'

/** Bytes of one run's snapshots that are kept whole, and of its checkpoints. */
export const WHOLE_BUDGET = 4 * 2 ** 20
export const CHECKPOINT_BUDGET = 2 ** 20

/** Bytes of a snapshot beside its arrays, roughly. */
const OVERHEAD = 300

/** A run as it is kept, and how many bytes it takes. */
export interface Packed extends KeptEvaluations {
  readonly bytes: number
}

/**
 * A run small enough to be kept: whole if it fits the budget, else the newest snapshot whole and of the others every s-th, for
 * the smallest power of two s that fits; of those between the profile at 161 N. Of its checkpoints as many as fit theirs.
 */
export function packed(run: Run, budget = WHOLE_BUDGET): Packed {
  const { snapshots, description } = run
  const sizes = snapshots.map(sizeOf)
  let stride = 1
  const isWhole = (i: number) => i % stride === 0 || i === snapshots.length - 1
  const wholeBytes = () => sizes.reduce((sum, size, i) => (isWhole(i) ? sum + size : sum), 0)
  while (stride < snapshots.length && wholeBytes() > budget) stride *= 2
  const kept = snapshots.map((snapshot, i) => (isWhole(i) || snapshot.stated ? snapshot : shortened(run, snapshot)))
  const checkpoints = thinned(run.checkpoints, CHECKPOINT_BUDGET).filter(
    ({ theta }) => theta.byteLength <= CHECKPOINT_BUDGET,
  )
  const bytes =
    kept.reduce((sum, snapshot) => sum + sizeOf(snapshot) + OVERHEAD, 0) +
    checkpoints.reduce((sum, { theta }) => sum + theta.byteLength, 0) +
    (description ? descriptionSize(description) : 0)
  return { snapshots: kept, checkpoints, bytes }
}

const short = new WeakMap<Snapshot, Snapshot>()

/** The snapshot with its profile at some N in place of its log ratios. */
function shortened(run: Run, snapshot: Snapshot): Snapshot {
  let made = short.get(snapshot)
  if (!made) {
    const profile = profileOf(run, snapshot)
    const passes = FILE_NS.map(N => passAt(run, snapshot, N, 'rewarded')?.value ?? null)
    const statedPass = snapshot.statedPass ?? { Ns: FILE_NS, shares: passes as number[] }
    made = {
      ...snapshot,
      // A copy: it may lie in one piece of memory with what is not kept.
      klByPosition: snapshot.klByPosition.slice(),
      logRatios: new Float32Array(),
      pathKl: new Float32Array(),
      answerLogRatios: null,
      candidates: null,
      counts: null,
      stated: { Ns: GRID, shares: Float64Array.from(GRID, N => coverageAt(profile, N)) },
      ...(passes.includes(null) && !snapshot.statedPass ? {} : { statedPass }),
    }
    short.set(snapshot, made)
  }
  return made
}

function sizeOf({ logRatios, pathKl, klByPosition, answerLogRatios, counts, candidates, stated }: Snapshot): number {
  const arrays = [logRatios, pathKl, klByPosition, answerLogRatios, counts, ...Object.values(candidates ?? {})]
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 8 * (stated?.shares.length ?? 0))
}

function descriptionSize({ weights, logTeacher, prompt, candidates, sentences, answers }: RunDescription): number {
  const arrays: unknown[] = [
    weights,
    logTeacher,
    prompt,
    ...Object.values(candidates ?? {}),
    ...Object.values(answers ?? {}),
  ]
  const bytes = arrays.reduce<number>(
    (sum, array) => sum + (ArrayBuffer.isView(array) ? array.byteLength : 0),
    OVERHEAD,
  )
  return bytes + 400 * sentences.length
}
