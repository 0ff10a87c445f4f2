import { coverageAt } from '../../../coverage/profile'
import type { ShippedCheckpoint } from '../../../engine/shipped'
import type { Snapshot } from '../../../engine/snapshot'
import { passAt } from '../../../state/candidates'
import { profileOf } from '../../../state/derive'
import type { AskedStart } from '../../../state/postMessages'
import { askedShipped, askedStart, type OfferedStart, ROLE_NAMES, type Role } from '../../../state/postStarts'
import type { Run } from '../../../state/types'
import { capital, formatNumber } from '../../../text/format'
import { reinforcementText } from '../../../text/select/reinforcement'

/** The checkpoints of a run that reinforcement starts from if nothing is said. */
const AT_FIRST: readonly Role[] = ['tournament', 'leastKl', 'last']

/** A checkpoint in the list of those to start from. */
export interface StartRow {
  /** What choosing it chooses: roles of the run's checkpoint, or the name of one that ships. */
  readonly ids: readonly string[]
  readonly asked: AskedStart
  /** E.g. "Step 120". */
  readonly title: string
  /** Why it is offered, and what has to be known of it. */
  readonly note: string
  /** Whether it is chosen as long as nobody has said anything. */
  readonly usual: boolean
  /** KL, Cov_N and Pass@1; null for what is measured only when post-training starts. */
  readonly measures: readonly [kl: string, coverage: string, pass: string] | null
}

/** The checkpoints to start from: the run's own, then those that ship and are none of them. */
export function startRows(
  run: Run,
  offered: readonly OfferedStart[],
  shipped: readonly ShippedCheckpoint[],
  N: number,
): StartRow[] {
  // A run that begins from a checkpoint that ships has it as its step 0.
  const own = run.origin ? null : run.shipped?.file
  // What ships stands in for what a run that has not begun has still to find; it is compared with the start.
  const untrained = run.snapshots.length === 1
  return [
    ...offered.map(start => ownRow(run, start, N, own !== null && own !== undefined, untrained)),
    ...shipped.filter(({ shipped: { file } }) => file !== own).map(one => shippedRow(one, untrained)),
  ]
}

function ownRow(run: Run, start: OfferedStart, N: number, beginsShipped: boolean, untrained: boolean): StartRow {
  const { kept, roles, insteadOf, snapshot } = start
  const asked = askedStart(start, run)
  const words = roles.map(role => ROLE_NAMES[role])
  if (kept.step === 0 && beginsShipped) words.push(reinforcementText.ships)
  const missed = insteadOf.length > 0 ? reinforcementText.onlyKept(insteadOf) : ''
  return {
    ids: roles,
    asked,
    usual: untrained || roles.some(role => AT_FIRST.includes(role)),
    title: capital(asked.name),
    note: `${words.join(', ')}${missed}`,
    measures: measuresOf(run, snapshot, N),
  }
}

function measuresOf(run: Run, snapshot: Snapshot, N: number): StartRow['measures'] {
  const pass = passAt(run, snapshot, 1, 'rewarded')
  return [
    formatNumber(snapshot.kl),
    formatNumber(coverageAt(profileOf(run, snapshot), N)),
    pass ? formatNumber(pass.value) : '–',
  ]
}

function shippedRow(one: ShippedCheckpoint, usual: boolean): StartRow {
  const asked = askedShipped(one)
  return {
    ids: [one.name],
    asked,
    usual,
    title: capital(asked.name),
    note: reinforcementText.shippedNote,
    measures: null,
  }
}
