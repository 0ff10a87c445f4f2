import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { tournament } from '../../../coverage/tournament'
import { downloadLogProbs } from '../../../state/download'
import { equallyWeighted, tableRows } from '../../../state/logProbTable'
import { PICK_KINDS, picksOf } from '../../../state/picks'
import { coverageOfPool, type Pool } from '../../../state/pool'
import { drawsDatasets } from '../../../state/unit'
import { formatNumber, formatPercent } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { runColour } from '../../charts/runColour'
import { Segmented } from '../../controls/Segmented'
import { useOthers } from '../../explore/useOthers'
import { useFrame } from '../../frame'
import { useRunLabels } from '../../runLabels'
import { SelectControl } from '../SelectControl'
import { useSelectValue } from '../useSelectValue'
import { DataNeeded } from './DataNeeded'
import { Matrix } from './Matrix'
import { NoOffset } from './NoOffset'
import { namesOf, runsOf } from './names'
import { PickList } from './PickList'
import { PICK_MARKS } from './pickMarks'
import { useOffset } from './useOffset'
import { usePool } from './usePool'
import { useQuality } from './useQuality'

const RUNS = [
  { value: 'one', label: checkpointsText.one },
  { value: 'all', label: checkpointsText.all },
] as const

/** Which checkpoint each way of selecting takes, and how much data that needs. */
export function CheckpointsPanel() {
  const run = useFrame(state => state.measured)
  const ghosts = useOthers(run)
  const [which, setWhich] = useState<'one' | 'all'>('one')
  const pool = usePool(run, which === 'all' ? ghosts : NONE)
  const runs = ghosts.length > 0 && (
    <Segmented legend={checkpointsText.runs} legendHidden options={RUNS} value={which} onChoose={setWhich} />
  )
  if (!pool || pool.candidates.length < 2) {
    const models = run !== null && drawsDatasets(run.config)
    return (
      <div className="panel empty">
        {runs}
        <p>{checkpointsText.pressPlay(pool !== null, models)}</p>
      </div>
    )
  }
  return <Compared pool={pool} tools={runs} />
}

const NONE: readonly never[] = []

function Compared({ pool, tools }: { readonly pool: Pool; readonly tools: ReactNode }) {
  const N = useFrame(state => state.config.values.N)
  const a = useSelectValue('a')
  const rows = useSelectValue('rows')
  const names = useMemo(() => namesOf(pool), [pool])
  const all = useMemo(() => tournament(pool.logProbs, pool.description.weights, N), [pool, N])
  const coverage = useMemo(() => coverageOfPool(pool, N), [pool, N])
  // The matrix follows N at once; what takes twice as long may come a frame later.
  const offset = useOffset(pool, useDeferredValue(N), useDeferredValue(a))
  const picks = useMemo(() => picksOf(pool, N, all, offset.picks?.winners ?? null), [pool, N, all, offset])
  const quality = useQuality(pool, N, rows, offset.picks?.taken ?? null, offset.key)
  const marks = names.map((_, i) =>
    PICK_KINDS.filter(kind => picks[kind]?.[0] === i)
      .map(kind => PICK_MARKS[kind])
      .join(''),
  )
  const title = checkpointsText.tournamentTitle(names, all.winners, all.worst[all.winners[0]], N)
  return (
    <div className="selection">
      <ChartPanel
        id="checkpoints"
        className="selection-matrix"
        title={title}
        tools={tools}
        table={{
          caption: checkpointsText.matrixTable(N),
          head: [...checkpointsText.matrixHead(N), ...names.map(({ short }) => short)],
          rows: () =>
            names.map(({ long }, i) => [
              long,
              formatPercent(all.worst[i]),
              formatNumber(coverage[i]),
              formatNumber(pool.candidates[i].snapshot.kl),
              ...Array.from(all.pairwise[i], formatPercent),
            ]),
        }}
        looking={() =>
          selectLooking.checkpoints(
            title,
            names.length,
            N,
            checkpointsText.worstSentence(names, all.winners[0], all.pairwise[all.winners[0]], N),
          )
        }
      >
        <p className="selection-note">{checkpointsText.matrixNote(N)}</p>
        <Runs pool={pool} />
        <Matrix pool={pool} names={names} tournament={all} marks={marks} N={N} title={title} />

        <Export pool={pool} names={names} rows={rows} />
      </ChartPanel>
      <section className="panel selection-picks" aria-label={checkpointsText.picksLabel}>
        <PickList
          {...{ pool, names, picks, coverage, N }}
          worst={all.worst}
          quality={quality?.find(({ n }) => n === rows) ?? null}
          offsetHow={offset.how}
          noOffset={<NoOffset pool={pool} />}
        />
        <div className="selection-settings">
          <SelectControl id="a" />
          <SelectControl id="rows" />
        </div>
        <DataNeeded quality={quality} rows={rows} />
      </section>
    </div>
  )
}

/** The runs that are compared, how densely, and those that cannot be. */
function Runs({ pool }: { readonly pool: Pool }) {
  const { candidates, of, leftOut } = pool
  const labels = useRunLabels()
  const runs = runsOf(pool, labels)
  const many = drawsDatasets(candidates[0].run.config) ? checkpointsText.models : checkpointsText.checkpoints
  return (
    <div className="selection-note">
      <p>{checkpointsText.comparedInWords(candidates.length, of, many)}</p>
      {runs.length > 1 && (
        <ul className="legend">
          {runs.map(({ letter, run, what }) => (
            <li key={run.id}>
              <span className="swatch swatch-band swatch-run" style={{ background: runColour(run) }} /> {letter}: {what}
            </li>
          ))}
        </ul>
      )}
      {leftOut.map(other => (
        <p key={other.id}>{checkpointsText.notCompared(labels.get(other.id) ?? '')}</p>
      ))}
    </div>
  )
}

function Export({
  pool,
  names,
  rows,
}: {
  readonly pool: Pool
  readonly names: readonly CandidateName[]
  readonly rows: number
}) {
  const all = names.map(({ long }) => long)
  return (
    <div className="selection-export">
      <button type="button" className="button" onClick={() => downloadLogProbs(pool, all, rows)}>
        {checkpointsText.download}
      </button>
      <p className="selection-note">{checkpointsText.exportInWords(tableRows(pool, rows), !equallyWeighted(pool))}</p>
    </div>
  )
}
