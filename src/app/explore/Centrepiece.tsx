import { useId, useMemo, useState } from 'react'
import { klBound } from '../../coverage/bounds'
import { coverageAt } from '../../coverage/profile'
import type { RunDescription, Snapshot } from '../../engine/snapshot'
import { answersOf, coverageBand, klBand, profileOf, snapshotAt } from '../../state/derive'
import { overlaid } from '../../state/ghosts'
import type { Run } from '../../state/types'
import { formatNumber, formatPercent, formatRatio } from '../../text/format'
import { coverageSentence, ratioTitle } from '../../text/sentences'
import { AsTable } from '../charts/AsTable'
import type { ColouredProfile } from '../charts/ProfileChart'
import { RatioFigure } from '../charts/RatioFigure'
import { runColour } from '../charts/runColour'
import type { ScaleKind } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { Checks } from './Checks'
import { Legend } from './Legend'

const KINDS = [
  { value: 'root', label: '√', description: 'Square-root axis: zero is on it, and small shares can be seen' },
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'log' },
] as const

interface CentrepieceProps {
  readonly run: Run
  readonly description: RunDescription
  readonly snapshot: Snapshot
}

/** The idea of the paper in one figure: KL is the mean of the log ratio, coverage is its tail. */
export function Centrepiece({ run, description, snapshot }: CentrepieceProps) {
  const [kind, setKind] = useState<ScaleKind>('root')
  const titleId = useId()
  const N = useFrame(state => state.config.values.N)
  const { id } = run
  const colour = runColour(run)
  // N is part of a run's configuration, so the run is another object for each N.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a profile depends on the snapshot and its weights only
  const coloured = useMemo<ColouredProfile>(
    () => ({ id, profile: profileOf(run, snapshot), colour }),
    [id, colour, snapshot, description],
  )
  const ghosts = useGhostProfiles()
  const band = coverageBand(run)
  const coverage = coverageAt(coloured.profile, N)
  const title = ratioTitle(snapshot.kl, klBand(snapshot), coverage, N)
  const sentence = coverageSentence(coverage, N, band)
  const { exact, how } = description.exactness.coverage
  const answers = answersOf(run, snapshot)

  return (
    <figure className="panel centrepiece" aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{title}</h2>
        <Segmented legend="Vertical axis" legendHidden options={KINDS} value={kind} onChoose={setKind} />
      </div>
      <Legend run={run} band={band > 0 || klBand(snapshot) > 0} />
      <RatioFigure
        description={description}
        snapshot={snapshot}
        run={coloured}
        ghosts={ghosts}
        band={band}
        kind={kind}
        summary={`Histogram of the log density ratio, and the coverage profile below it. ${title}. ${sentence}`}
      />
      <figcaption className="words">
        <p className="sentence">{sentence}</p>
        {answers && (
          <p>
            Of the answers, {formatPercent(coverageAt(answers, N))} are under-weighted {formatRatio(N)} or more.
          </p>
        )}
        <p className="exactness">{exact ? `Exact, ${how}.` : `Estimated ${how}, with a 95 % band.`}</p>
      </figcaption>
      <Checks run={run} snapshot={snapshot} />
      <AsTable
        caption="Coverage profile"
        head={['N', 'Cov_N', ...(band > 0 ? ['Band'] : []), 'KL bound, Prop. D.1']}
        rows={() => profileRows(coloured, snapshot.kl, band)}
      />
    </figure>
  )
}

/** Profiles of the earlier runs at the playhead, or at their ends. */
function useGhostProfiles(): readonly ColouredProfile[] {
  const ghosts = useFrame(overlaid)
  const playhead = useFrame(state => state.playhead)
  return useMemo(
    () =>
      ghosts.flatMap(ghost => {
        const snapshot = snapshotAt(ghost, playhead)
        if (!snapshot) return []
        return [{ id: ghost.id, profile: profileOf(ghost, snapshot), colour: runColour(ghost) }]
      }),
    [ghosts, playhead],
  )
}

function profileRows({ profile }: ColouredProfile, kl: number, band: number): string[][] {
  return Array.from({ length: 11 }, (_, k) => 2 ** k).map(N => {
    const coverage = coverageAt(profile, N)
    const bound = klBound(kl, N)
    const [low, high] = [Math.max(0, coverage - band), Math.min(1, coverage + band)]
    return [
      formatRatio(N).replace('×', ''),
      formatNumber(coverage),
      ...(band > 0 ? [`${formatNumber(low)} to ${formatNumber(high)}`] : []),
      bound === null ? 'says nothing' : formatNumber(bound),
    ]
  })
}
