import { useEffect, useRef } from 'react'
import { postSettings } from '../../../config/select'
import type { RankedResponses } from '../../../coverage/sharpening'
import { checkpointAt } from '../../../state/checkpoints'
import { snapshotAt } from '../../../state/derive'
import { useLab } from '../../../state/lab'
import type { AskedStart } from '../../../state/postMessages'
import { askedStart } from '../../../state/postStarts'
import { requestSharpness, usePostTraining } from '../../../state/postTraining'
import { useSelect } from '../../../state/select'
import type { MeasuredRun } from '../../../state/types'
import { sharpeningText } from '../../../text/select/sharpening'
import { runColour } from '../../charts/runColour'
import { useFrame } from '../../frame'
import { MomentControl } from '../MomentControl'
import { agedNote } from '../post/agedNote'
import { JobBar } from '../post/JobBar'
import { JobOfAnother } from '../post/JobOfAnother'
import { PostSettings } from '../post/PostSettings'
import { InferenceFigure } from './InferenceFigure'
import { SharpenFigure } from './SharpenFigure'

/** Sharpening (Huang et al., arXiv 2412.01951): the model's own log-probability as its reward. */
export function SharpeningPanel() {
  const run = useFrame(state => state.measured)
  if (run && run.config.decode !== 'ttt') return <Sharpening run={run} />
  return (
    <>
      <p className="panel empty">{run ? sharpeningText.standardOnly : sharpeningText.empty}</p>
      <SharpeningOfAnother />
    </>
  )
}

function SharpeningOfAnother() {
  return (
    <JobOfAnother kind="sharpen" name={sharpeningText.name} figure={job => <SharpenFigure job={job} aged={null} />} />
  )
}

function Sharpening({ run }: { readonly run: MeasuredRun }) {
  const N = useLab(state => state.config.values.N)
  const playhead = useFrame(state => state.playhead)
  const select = useSelect()
  const job = usePostTraining(state => state.jobs.sharpen)
  const settings = postSettings(select, run.config.model)
  const moment = snapshotAt(run, playhead)
  const kept = moment && checkpointAt(run, moment.step)
  const start = kept && askedStart({ kept, roles: [] }, run)
  const { ranked, sentence } = useSharpness(run, start)
  return (
    <>
      <div className="select-tools">
        <MomentControl run={run} />
        {moment && kept && kept.step !== moment.step && (
          <p className="post-note">{sharpeningText.takenInstead(moment.step, kept.step)}</p>
        )}
      </div>
      {ranked ? (
        <div className="select-figures post-inference">
          <InferenceFigure ranked={ranked.ranked} name={ranked.name} N={N} colour={runColour(run)} />
        </div>
      ) : (
        <p className="panel empty">{sentence}</p>
      )}
      {ranked && sentence && <p className="post-note">{sentence}</p>}
      {hasGradient(run) ? (
        <>
          <div className="panel">
            <PostSettings ids={['steps', 'picks', 'etaPost']} more={['prompts', 'evaluate', 'seedPost']} />
          </div>
          <JobBar
            kind="sharpen"
            name={sharpeningText.name}
            idle={sharpeningText.idle(settings.picks)}
            hindrance={start ? null : sharpeningText.noStart}
            onStart={() =>
              start && usePostTraining.getState().begin('sharpen', { config: run.config, starts: [start], settings })
            }
          />
          <SharpenFigure
            job={job}
            aged={job.asked && agedNote('sharpen', job.asked, { config: run.config, settings })}
          />
        </>
      ) : (
        <>
          <p className="panel post-note">{sharpeningText.noGradient}</p>
          <SharpeningOfAnother />
        </>
      )}
    </>
  )
}

/** Transformers have one, and models with features. */
function hasGradient({ config, description }: MeasuredRun): boolean {
  return config.model === 'transformer' || description.featureNorm !== null
}

interface Measured {
  readonly ranked: RankedResponses
  /** Of the checkpoint. */
  readonly name: string
}

/** Milliseconds for which the playhead has to rest before its checkpoint is measured. */
const REST = 250

/**
 * What the checkpoint finds likeliest, measured once the playhead rests and the run does not go on; the one before stays until
 * then. The sentence says what is still to come, if anything.
 */
function useSharpness(run: MeasuredRun, start: AskedStart | null) {
  const job = usePostTraining(state => state.jobs.sharpness)
  const playing = useFrame(state => state.phase === 'running')
  const held = useRef<Measured | null>(null)
  const theta = start?.theta
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parameters tell one start from another
  useEffect(() => {
    if (!start || playing) return
    const timer = setTimeout(
      () => requestSharpness(run.config, start, postSettings({ values: {} }, run.config.model)),
      REST,
    )
    return () => clearTimeout(timer)
  }, [theta, playing])
  const [ranked] = job.ranked
  if (ranked && job.asked) held.current = { ranked, name: job.asked.starts[0].name }
  // Another run's checkpoints are no stand-in.
  const own = job.asked && run.checkpoints.some(kept => kept.theta === job.asked!.starts[0].theta)
  const current = own ? held.current : null
  return { ranked: current, sentence: sharpeningText.sharpnessSentence(job, start, playing) }
}
