import { postSettings } from '../../../config/select'
import { isChosen, useChosenStarts } from '../../../state/chosenStarts'
import { useLab } from '../../../state/lab'
import { offeredStarts } from '../../../state/postStarts'
import { usePostTraining } from '../../../state/postTraining'
import { useSelect } from '../../../state/select'
import { useTournament } from '../../charts/useTournament'
import { type MeasuredRun, shownRun } from '../../explore/shownRun'
import { useFrame } from '../../frame'
import { agedNote } from '../post/agedNote'
import { ElsewhereNote } from '../post/ElsewhereNote'
import { JobBar } from '../post/JobBar'
import { JobOfAnother } from '../post/JobOfAnother'
import { PostSettings } from '../post/PostSettings'
import { ClassControl } from './ClassControl'
import { RlFigure } from './RlFigure'
import { Starts } from './Starts'
import { hindranceOf } from './sentences'
import { startRows } from './starts'
import { useShipped } from './useShipped'

/** What the job is called. */
const NAME = 'Reinforcement'

/** Reinforcement with a verifiable reward from several checkpoints at once: which of them can start? */
export function RlPanel() {
  const run = useFrame(shownRun)
  const N = useFrame(state => state.config.values.N)
  if (run?.description.candidates) return <Reinforcement run={run} />
  return (
    <>
      {run ? (
        <ElsewhereNote panel="rl">
          Reinforcement needs a reward that can be checked. Nothing is rewarded in this scenario; in graph search a path
          is right or wrong.
        </ElsewhereNote>
      ) : (
        <p className="panel empty">The run’s checkpoints to start from appear here.</p>
      )}
      <JobOfAnother kind="rl" name={NAME} figure={job => <RlFigure job={job} N={N} aged={null} />} />
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
  const hindrance = hindranceOf(starts.length, settings.of, run.description.promptNames)
  return (
    <>
      <div className="panel post-asked">
        <div>
          <Starts rows={rows} N={N} />
          {shipped.problem && <p className="post-note">{shipped.problem}</p>}
          {run.snapshots.length === 1 && (
            <p className="post-note">The run has only its start so far: press Play for checkpoints to compare.</p>
          )}
        </div>
        <div>
          <ClassControl classes={run.description.promptNames} />
          <PostSettings ids={['steps', 'etaPost']} more={['prompts', 'group', 'beta', 'evaluate', 'seedPost']} />
        </div>
      </div>
      <JobBar
        kind="rl"
        name={NAME}
        idle="Choose checkpoints, and press Start: each learns from the same prompts, whether its own responses obey the rule."
        hindrance={hindrance}
        onStart={() => usePostTraining.getState().begin('rl', { config: run.config, starts, settings })}
      />
      <RlFigure job={job} N={N} aged={job.asked && agedNote('rl', job.asked, { config: run.config, settings })} />
    </>
  )
}
