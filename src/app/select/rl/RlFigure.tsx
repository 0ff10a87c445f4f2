import { useMemo, useState } from 'react'
import { downloadPostTraining } from '../../../state/download'
import { type Asking, passOf } from '../../../state/postCurves'
import type { PostJobState } from '../../../state/postMessages'
import { capital, formatCount, formatNumber, subscript } from '../../../text/format'
import { AsTable } from '../../charts/AsTable'
import { shareScale } from '../../charts/verticalScale'
import { Segmented } from '../../controls/Segmented'
import { PicturePanel } from '../../pictures/PicturePanel'
import { StepLegend } from '../../sweep/StepLegend'
import { sweepScale } from '../../sweep/sweepScale'
import { PostChart } from '../post/PostChart'
import { LEVEL, type RlLine, rlLines } from './rlLines'
import { reachedInWords, rlNote, rlTitle, subjectOf } from './sentences'

interface RlFigureProps {
  readonly job: PostJobState
  readonly N: number
  /** Of what the results are, where that is no longer what the page is set to. */
  readonly aged: string | null
}

const SHARES = shareScale('linear')

/** What reinforcement has done from every start, against its steps. */
export function RlFigure({ job, N, aged }: RlFigureProps) {
  const { asked, description, moments } = job
  const of = asked?.settings.of ?? 0
  const [looked, setLooked] = useState<Asking | null>(null)
  const names = description?.measured.promptNames ?? []
  const asking = asOffered(looked, of, names.length)
  const lines = useMemo(() => rlLines(job, N, asking), [job, N, asking])
  if (!asked || !description || lines.length === 0) return null
  const subject = subjectOf(description.measured, asking)
  const errors = moments.flatMap(own =>
    own.map(({ evaluation }) => passOf(description.measured, evaluation, 1, asking)),
  )
  const error = Math.max(...errors.map(pass => pass?.error ?? 0))
  const title = rlTitle(lines, subject, { starts: asked.starts.length, error })
  const last = asked.settings.steps
  const chart = { last, summary: title }
  const to = lines.flatMap(({ klToStart }) => klToStart.map(({ value }) => value))
  return (
    <PicturePanel
      title={title}
      tools={
        <Segmented
          legend="Prompts"
          legendHidden
          options={[{ value: 'all', label: 'all' }, ...names.map((name, c) => ({ value: String(c), label: name }))]}
          value={String(asking)}
          onChoose={value => setLooked(value === 'all' ? 'all' : Number(value))}
        />
      }
      note={rlNote(error, description.how)}
    >
      {aged && <p className="post-aged">{aged}</p>}
      <StepLegend lines={lines} />
      <div className="post-charts">
        <PostChart
          {...chart}
          caption={`Pass@1 on ${subject}`}
          lines={lines.map(line => ({ ...line, points: line.pass1 }))}
          scale={SHARES}
          level={LEVEL}
        />
        {N > 1 && (
          <PostChart
            {...chart}
            caption={`Pass@${formatNumber(N)} on ${subject}`}
            lines={lines.map(line => ({ ...line, points: line.passN }))}
            scale={SHARES}
          />
        )}
        <PostChart
          {...chart}
          caption="KL to the start, nats"
          lines={lines.map(line => ({ ...line, points: line.klToStart }))}
          scale={sweepScale('linear', to)}
        />
      </div>
      <StartsTable lines={lines} N={N} subject={subject} />
      <AsTable
        caption={`Reinforcement, on ${subject}`}
        head={['Step', ...lines.flatMap(({ name }) => headsOf(name, N))]}
        rows={() => rowsOf(lines, N)}
      />
      <div className="post-foot">
        <button type="button" className="button" onClick={() => downloadPostTraining('rl')}>
          Download the curves
        </button>
      </div>
    </PicturePanel>
  )
}

/** What the person looks at, if that is there; else what the job is about. */
function asOffered(looked: Asking | null, of: number, classes: number): Asking {
  if (looked === 'all' || (looked !== null && looked < classes)) return looked
  return of > 0 && of <= classes ? of - 1 : 'all'
}

interface StartsTableProps {
  readonly lines: readonly RlLine[]
  readonly N: number
  readonly subject: string
}

/** What each start was like, and when it got there: so one sees what decides. */
function StartsTable({ lines, N, subject }: StartsTableProps) {
  const several = formatNumber(N)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
    <section className="post-scroll" tabIndex={0} aria-label="The starts and what became of them">
      <table className="post-table">
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">Cov{subscript(N)}</th>
            <th scope="col">KL, nats</th>
            <th scope="col">Pass@1</th>
            {N > 1 && <th scope="col">Pass@{several}</th>}
            <th scope="col">Pass@1 now</th>
            <th scope="col">reaches {formatNumber(LEVEL)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={line.label}>
              <th scope="row">{capital(line.label)}</th>
              <td>{formatNumber(line.coverage)}</td>
              <td>{formatNumber(line.kl)}</td>
              <td>{formatNumber(line.pass1[0].value)}</td>
              {N > 1 && <td>{formatNumber(line.passN[0].value)}</td>}
              <td>{formatNumber(line.pass1[line.pass1.length - 1].value)}</td>
              <td>{reachedInWords(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="post-note">
        At the start: coverage and KL over all prompts, Pass@1 and Pass@N on {subject}. Then what became of it.
      </p>
    </section>
  )
}

function headsOf(name: string, N: number): string[] {
  return [`Pass@1, ${name}`, ...(N > 1 ? [`Pass@${formatNumber(N)}, ${name}`] : []), `KL to the start, ${name}`]
}

function rowsOf(lines: readonly RlLine[], N: number): string[][] {
  const steps = [...new Set(lines.flatMap(({ pass1 }) => pass1.map(({ step }) => step)))].sort((a, b) => a - b)
  return steps.map(step => [
    formatCount(step),
    ...lines.flatMap(({ pass1, passN, klToStart }) =>
      (N > 1 ? [pass1, passN, klToStart] : [pass1, klToStart]).map(curve => {
        const point = curve.find(one => one.step === step)
        return point ? formatNumber(point.value) : '–'
      }),
    ),
  ])
}
