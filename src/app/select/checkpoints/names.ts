import type { Candidate, Pool } from '../../../state/pool'
import { drawsDatasets, unitOf } from '../../../state/unit'
import { formatCount } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import { differenceOf } from '../../explore/difference'

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

/** The runs that are compared, the shown one first. */
export function runsOf({ candidates }: Pool): RunName[] {
  const runs = candidates.map(({ run }) => run).filter((run, i, all) => all[i - 1]?.id !== run.id)
  return runs.map((run, i) => ({
    letter: letterOf(candidates, run.id),
    run,
    what: i === 0 ? checkpointsText.thisRun : checkpointsText.earlier(differenceOf(run.config, runs[0].config)),
  }))
}

/** Runs are lettered in the order in which they are compared: colour alone says nothing to some people. */
function letterOf(candidates: readonly Candidate[], id: number): string {
  const ids = [...new Set(candidates.map(({ run }) => run.id))]
  return String.fromCharCode('A'.charCodeAt(0) + ids.indexOf(id))
}
