import { useMemo } from 'react'
import type { Point } from '../../../state/derive'
import { downloadPostTraining } from '../../../state/download'
import { modeMass, passHistory } from '../../../state/postCurves'
import type { PostJobState, PostMoment } from '../../../state/postMessages'
import { formatCount, formatNumber } from '../../../text/format'
import { selectLooking } from '../../../text/select/looking'
import { type Moved, sharpeningText } from '../../../text/select/sharpening'
import { ChartPanel } from '../../charts/ChartPanel'
import { shareScale } from '../../charts/verticalScale'
import { nthStyle } from '../../sweep/seriesStyle'
import { sweepScale } from '../../sweep/sweepScale'
import { PostChart, type PostLine } from '../post/PostChart'

interface SharpenFigureProps {
  readonly job: PostJobState
  /** Of what the results are, where that is no longer what the page is set to. */
  readonly aged: string | null
}

const SHARES = shareScale('linear')

/** What fine-tuning on the likeliest of N samples does to a checkpoint, against its steps. */
export function SharpenFigure({ job, aged }: SharpenFigureProps) {
  const curves = useMemo(() => curvesOf(job), [job])
  const { asked, description } = job
  if (!asked || !description || !curves) return null
  const { mass, pass, entropy, kl } = curves
  const [{ name }] = asked.starts
  const newest = job.moments[0][job.moments[0].length - 1]
  const title = sharpeningText.sharpenTitle(
    name,
    newest.step,
    movedOf(mass),
    pass.length > 0 ? movedOf(pass) : null,
    movedOf(entropy),
  )
  const chart = { last: asked.settings.steps, summary: title }
  const line = (called: string, points: readonly Point[], index: number): PostLine => ({
    name: called,
    style: nthStyle(index),
    points,
  })
  const rewarded = pass.length > 0
  return (
    <ChartPanel
      id="fine-tuning"
      className="picture picture-wide"
      title={title}
      note={sharpeningText.sharpenNote(description, newest)}
      table={{
        caption: sharpeningText.table(name),
        head: [
          sharpeningText.step,
          sharpeningText.mass,
          ...(rewarded ? [sharpeningText.pass] : []),
          sharpeningText.entropy,
          sharpeningText.klToStart,
        ],
        rows: () =>
          mass.map(({ step }, i) => [
            formatCount(step),
            ...[mass, ...(rewarded ? [pass] : []), entropy, kl].map(points => formatNumber(points[i].value)),
          ]),
      }}
      looking={() => selectLooking.fineTuning(title, newest.step, asked.settings.steps)}
    >
      {aged && <p className="post-aged">{aged}</p>}
      <div className="post-charts">
        <PostChart
          {...chart}
          caption={rewarded ? sharpeningText.massAndPass : sharpeningText.mass}
          lines={[
            line(sharpeningText.lines.mass, mass, 0),
            ...(rewarded ? [line(sharpeningText.lines.pass, pass, 1)] : []),
          ]}
          scale={SHARES}
        />
        <PostChart
          {...chart}
          caption={sharpeningText.entropy}
          lines={[line(sharpeningText.lines.entropy, entropy, 2)]}
          scale={sweepScale(
            'linear',
            entropy.map(({ value }) => value),
          )}
        />
        <PostChart
          {...chart}
          caption={sharpeningText.klToStart}
          lines={[line(sharpeningText.lines.kl, kl, 3)]}
          scale={sweepScale(
            'linear',
            kl.map(({ value }) => value),
          )}
        />
      </div>

      <div className="post-foot">
        <button type="button" className="button" onClick={() => downloadPostTraining('sharpen')}>
          {sharpeningText.download}
        </button>
      </div>
    </ChartPanel>
  )
}

/** Null before the first evaluation. */
function curvesOf({ description, moments: [moments], ranked: [ranked] }: PostJobState) {
  if (!description || !ranked || !moments || moments.length === 0) return null
  const pointsOf = (value: (moment: PostMoment) => number): Point[] =>
    moments.map(moment => ({ step: moment.step, value: value(moment) }))
  return {
    mass: pointsOf(moment => modeMass(moment, ranked.masses) ?? Number.NaN),
    pass: passHistory(description.measured, moments, 1, 'all'),
    entropy: pointsOf(({ entropy }) => entropy),
    kl: pointsOf(({ klToStart }) => klToStart),
  }
}

function movedOf(points: readonly Point[]): Moved {
  return { first: points[0].value, last: points[points.length - 1].value }
}
