import { memo, useMemo } from 'react'
import { picksOf, rareMass } from '../../scenarios/misspecified'
import { datasets } from '../../text/datasetSentences'
import { formatCount } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import { useSize } from '../charts/useSize'
import { useDatasets } from './datasets'
import { Alone } from './OtherRuns'
import type { PictureProps } from './picture'

type Pick = 'first' | 'second' | 'tie'

const NAMES: Readonly<Record<Pick, string>> = { first: 'π₁', second: 'π₂', tie: 'ties' }
const MARKS: Readonly<Record<Pick, string>> = { first: '●', second: '◇', tie: '–' }
const PICKS = ['first', 'second', 'tie'] as const

/** What likelihood and the tournament pick from the same datasets, cell by cell. */
export function Picks({ run, ghosts, snapshot }: PictureProps) {
  const { values: settings } = run.config
  const shown = useDatasets(run, snapshot)
  // N is among the settings, and no pick depends on it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run's other settings are fixed
  const picks = useMemo(() => shown.flatMap(({ counts }) => (counts ? picksOf(counts, settings) : [])), [run.id, shown])
  const likelihood = useMemo(() => picks.map((pick): Pick => (pick.likelihood === 1 ? 'second' : 'first')), [picks])
  const tournament = useMemo(() => picks.map(pick => winnerOf(pick.tournament)), [picks])
  const share = (row: readonly Pick[]) => countOf(row, 'second') / row.length
  const title =
    picks.length === 0
      ? picturesText.picksEmpty
      : picturesText.picksTitle(datasets(picks.length), share(likelihood), share(tournament))
  return (
    <ChartPanel
      id="picks"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.picksTable,
        head: [picturesText.dataset, picturesText.likelihood, picturesText.tournamentAt(settings.N0)],
        rows: () => picks.map((_, i) => [i + 1, NAMES[likelihood[i]], NAMES[tournament[i]]]),
      }}
      looking={() =>
        lookingAt.picks(title, likelihood.filter((pick, i) => pick === tournament[i]).length, picks.length)
      }
      note={
        <>
          {picturesText.picksNote(
            PICKS.map(pick => `${MARKS[pick]} ${NAMES[pick]}`).join(', '),
            Math.exp(settings.alpha),
            settings.m,
            rareMass(settings),
          )}{' '}
          <Alone others={ghosts.length} />
        </>
      }
    >
      <Row name={picturesText.likelihood} picks={likelihood} planned={settings.T} colour={runColour(run)} />
      <Row
        name={picturesText.tournamentAt(settings.N0)}
        picks={tournament}
        planned={settings.T}
        colour={runColour(run)}
      />
    </ChartPanel>
  )
}

interface RowProps {
  readonly name: string
  readonly picks: readonly Pick[]
  /** How many there will be, so that cells keep their size. */
  readonly planned: number
  readonly colour: string
}

const LARGEST = 44
const SMALLEST = 4

const Row = memo(function Row({ name, picks, planned, colour }: RowProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const pitch = pitchFor(Math.max(planned, picks.length), width, height)
  const columns = Math.max(1, Math.floor(width / pitch))
  const tally = PICKS.map(pick => `${NAMES[pick]} ${formatCount(countOf(picks, pick))}`).join(', ')
  const place = (i: number) => ({ x: ((i % columns) + 0.5) * pitch, y: (Math.floor(i / columns) + 0.5) * pitch })
  const all = (pick: Pick): string =>
    picks.map((own, i) => (own === pick ? cellAt(pick, place(i), 0.36 * pitch) : '')).join('')
  return (
    <div className="picks">
      <p>
        <strong>{name}</strong> {picks.length > 0 && tally}
      </p>
      <div className="picks-stage" ref={stage}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={`${name}: ${tally}`}>
            <path d={all('first')} stroke={colour} strokeWidth={0.72 * pitch} strokeLinecap="round" />
            <path d={all('second')} className="pick-second" />
            <path d={all('tie')} className="pick-tie" />
          </svg>
        )}
      </div>
    </div>
  )
})

/** A dot, a diamond or a dash. */
function cellAt(pick: Pick, { x, y }: { readonly x: number; readonly y: number }, r: number): string {
  if (pick === 'first') return `M${x} ${y}h0`
  if (pick === 'tie') return `M${x - r} ${y}h${2 * r}`
  return `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`
}

/** The largest cells that all fit. */
function pitchFor(count: number, width: number, height: number): number {
  let pitch = LARGEST
  while (pitch > SMALLEST && Math.ceil(count / Math.max(1, Math.floor(width / pitch))) * pitch > height) pitch -= 0.5
  return pitch
}

function winnerOf(winners: readonly number[]): Pick {
  if (winners.length > 1) return 'tie'
  return winners[0] === 1 ? 'second' : 'first'
}

function countOf(picks: readonly Pick[], wanted: Pick): number {
  return picks.filter(pick => pick === wanted).length
}
