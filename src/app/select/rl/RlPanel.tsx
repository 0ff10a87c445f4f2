import { postSettings } from '../../../config/select'
import { isChosen, useChosenStarts } from '../../../state/chosenStarts'
import { useLab } from '../../../state/lab'
import { offeredStarts } from '../../../state/postStarts'
import { usePostTraining } from '../../../state/postTraining'
import { useSelect } from '../../../state/select'
import type { MeasuredRun } from '../../../state/types'
import { reinforcementText } from '../../../text/select/reinforcement'
import { useTournament } from '../../charts/useTournament'
import { useFrame } from '../../frame'
import { agedNote } from '../post/agedNote'
import { ElsewhereNote } from '../post/ElsewhereNote'
import { JobBar } from '../post/JobBar'
import { JobOfAnother } from '../post/JobOfAnother'
import { PostSettings } from '../post/PostSettings'
import { ClassControl } from './ClassControl'
import { RlFigure } from './RlFigure'
import { Starts } from './Starts'
import { startRows } from './starts'
import { useShipped } from './useShipped'

/** Reinforcement with a verifiable reward from several checkpoints at once: which of them can start? */
export function RlPanel() {
  const run = useFrame(state => state.measured)
  const N = useFrame(state => state.config.values.N)
  if (run?.description.candidates) return <Reinforcement run={run} />
  return (
    <>
      {run ? (
        <ElsewhereNote panel="rl">{reinforcementText.nothingRewarded}</ElsewhereNote>
      ) : (
        <p className="panel empty">{reinforcementText.empty}</p>
      )}
      <JobOfAnother kind="rl" name={reinforcementText.name} figure={job => <RlFigure job={job} N={N} aged={null} />} />
    </>
  )
}

function Reinforcement({ run }: { readonly run: MeasuredRun }) {
  const N = useLab(state => state.config.values.N)
  const playhead = useFrame(state => state.playhead)
  const said = useChosenStarts(state => state.said)
  const select = useSelect()
  const job = usePostTraining(state => state.jobs.rl)
  const tournament = useTournament(run, N)
  const shipped = useShipped(run.config)
  const offered = offeredStarts(run, tournament?.snapshot.step ?? null, playhead)
  const rows = startRows(run, offered, shipped.checkpoints, N)
  const starts = rows.filter(({ ids, usual }) => isChosen(said, ids, usual)).map(({ asked }) => asked)
  const settings = postSettings(select, run.config.model)
  const hindrance = reinforcementText.hindranceOf(starts.length, settings.of, run.description.promptNames)
  return (
    <>
      <div className="panel post-asked">
        <div>
          <Starts rows={rows} N={N} />
          {shipped.problem && <p className="post-note">{shipped.problem}</p>}
          {run.snapshots.length === 1 && <p className="post-note">{reinforcementText.onlyStart}</p>}
        </div>
        <div>
          <ClassControl classes={run.description.promptNames} />
          <PostSettings ids={['steps', 'etaPost']} more={['prompts', 'group', 'beta', 'evaluate', 'seedPost']} />
        </div>
      </div>
      <JobBar
        kind="rl"
        name={reinforcementText.name}
        idle={reinforcementText.idle}
        hindrance={hindrance}
        onStart={() => usePostTraining.getState().begin('rl', { config: run.config, starts, settings })}
      />
      <RlFigure job={job} N={N} aged={job.asked && agedNote('rl', job.asked, { config: run.config, settings })} />
    </>
  )
}
