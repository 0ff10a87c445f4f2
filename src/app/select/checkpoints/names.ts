import type { Candidate, Pool } from '../../../state/pool'
import { drawsDatasets, unitOf } from '../../../state/unit'
import { compareText } from '../../../text/compare'
import { formatCount } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import type { RunLabels } from '../../runLabels'

export function namesOf({ candidates }: Pool): CandidateName[] {
  const several = candidates.some(({ run }) => run.id !== candidates[0].run.id)
  return candidates.map(({ run, snapshot }) => {
    const step = formatCount(snapshot.step)
    const start = drawsDatasets(run.config) && snapshot.step === 0
    const own = start ? checkpointsText.theStart : `${unitOf(run.config).one} ${step}`
    const letter = letterOf(candidates, run.id)
    return several
      ? { short: `${letter}\u00a0${step}`, long: checkpointsText.ofRun(own, letter) }
      : { short: step, long: own }
  })
}

/** One of the runs that are compared, as the legend names it. */
export interface RunName {
  readonly letter: string
  readonly run: Candidate['run']
  readonly what: string
}

/** The runs that are compared, the shown one first. @param labels of all runs that are shown */
export function runsOf({ candidates }: Pool, labels: RunLabels): RunName[] {
  const runs = candidates.map(({ run }) => run).filter((run, i, all) => all[i - 1]?.id !== run.id)
  return runs.map((run, i) => ({
    letter: letterOf(candidates, run.id),
    run,
    what: i === 0 ? compareText.present(null) : compareText.earlier(labels.get(run.id) ?? ''),
  }))
}

/** Runs are lettered in the order in which they are compared: colour alone says nothing to some people. */
function letterOf(candidates: readonly Candidate[], id: number): string {
  const ids = [...new Set(candidates.map(({ run }) => run.id))]
  return String.fromCharCode('A'.charCodeAt(0) + ids.indexOf(id))
}
