import { useMemo, useState } from 'react'
import { downloadPostTraining } from '../../../state/download'
import { type Asking, LEARNED, passOf } from '../../../state/postCurves'
import type { PostJobState } from '../../../state/postMessages'
import { capital, formatCount, formatNumber } from '../../../text/format'
import { selectLooking } from '../../../text/select/looking'
import { reinforcementText } from '../../../text/select/reinforcement'
import { ChartPanel } from '../../charts/ChartPanel'
import { shareScale } from '../../charts/verticalScale'
import { Segmented } from '../../controls/Segmented'
import { StepLegend } from '../../sweep/StepLegend'
import { sweepScale } from '../../sweep/sweepScale'
import { PostChart } from '../post/PostChart'
import { type RlLine, rlLines } from './rlLines'

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
  const subject = reinforcementText.subjectOf(description.measured, asking)
  const errors = moments.flatMap(own =>
    own.map(({ evaluation }) => passOf(description.measured, evaluation, 1, asking)),
  )
  const error = Math.max(...errors.map(pass => pass?.error ?? 0))
  const title = reinforcementText.rlTitle(lines, subject, { starts: asked.starts.length, error })
  const last = asked.settings.steps
  const chart = { last, summary: title }
  const to = lines.flatMap(({ klToStart }) => klToStart.map(({ value }) => value))
  return (
    <ChartPanel
      id="reinforcement"
      className="picture picture-wide"
      title={title}
      tools={
        <Segmented
          legend={reinforcementText.prompts}
          legendHidden
          options={[
            { value: 'all', label: reinforcementText.all },
            ...names.map((name, c) => ({ value: String(c), label: name })),
          ]}
          value={String(asking)}
          onChoose={value => setLooked(value === 'all' ? 'all' : Number(value))}
        />
      }
      note={reinforcementText.rlNote(error, description.how)}
      table={{
        caption: reinforcementText.table(subject),
        head: [reinforcementText.step, ...lines.flatMap(({ name }) => headsOf(name, N))],
        rows: () => rowsOf(lines, N),
      }}
      looking={() => selectLooking.reinforcement(title, lines.length, subject, LEARNED)}
    >
      {aged && <p className="post-aged">{aged}</p>}
      <StepLegend lines={lines} />
      <div className="post-charts">
        <PostChart
          {...chart}
          caption={reinforcementText.passOn(1, subject)}
          lines={lines.map(line => ({ ...line, points: line.pass1 }))}
          scale={SHARES}
          level={LEARNED}
        />
        {N > 1 && (
          <PostChart
            {...chart}
            caption={reinforcementText.passOn(N, subject)}
            lines={lines.map(line => ({ ...line, points: line.passN }))}
            scale={SHARES}
          />
        )}
        <PostChart
          {...chart}
          caption={reinforcementText.klToStart}
          lines={lines.map(line => ({ ...line, points: line.klToStart }))}
          scale={sweepScale('linear', to)}
        />
      </div>
      <StartsTable lines={lines} N={N} subject={subject} />

      <div className="post-foot">
        <button type="button" className="button" onClick={() => downloadPostTraining('rl')}>
          {reinforcementText.download}
        </button>
      </div>
    </ChartPanel>
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
    <section className="files-table-scroll post-scroll" tabIndex={0} aria-label={reinforcementText.startsLabel}>
      <table className="post-table">
        <thead>
          <tr>
            <th scope="col">{reinforcementText.start}</th>
            <th scope="col">{reinforcementText.coverage(N)}</th>
            <th scope="col">{reinforcementText.kl}</th>
            <th scope="col">{reinforcementText.pass(1)}</th>
            {N > 1 && <th scope="col">{reinforcementText.pass(N)}</th>}
            <th scope="col">{reinforcementText.passNow}</th>
            <th scope="col">{reinforcementText.reaches}</th>
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
              <td>{reinforcementText.reachedInWords(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="post-note">{reinforcementText.startsNote(subject)}</p>
    </section>
  )
}

function headsOf(name: string, N: number): string[] {
  return [1, ...(N > 1 ? [N] : [])].map(n => reinforcementText.passOf(n, name)).concat(reinforcementText.klOf(name))
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
