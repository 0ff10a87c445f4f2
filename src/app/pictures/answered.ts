import type { RunDescription, Snapshot } from '../../engine/snapshot'
import type { CandidateScores } from '../../models/model'
import type { Answered } from '../../state/candidates'
import type { Run } from '../../state/types'
import { picturesText } from '../../text/pictures'

interface AnsweredMoment {
  readonly described: Answered & RunDescription
  readonly scores: CandidateScores
}

export const NO_ANSWERS = picturesText.noAnswers

const moments = new WeakMap<Snapshot, AnsweredMoment>()

/** The candidates and the model on them at one moment; null where nothing is rewarded. The same object each time. */
export function answeredBy({ description }: Run, snapshot: Snapshot): AnsweredMoment | null {
  const known = moments.get(snapshot)
  if (known) return known
  const { candidates: scores } = snapshot
  const candidates = description?.candidates
  if (!description || !candidates || !scores) return null
  const moment = { described: { ...description, candidates }, scores }
  moments.set(snapshot, moment)
  return moment
}
