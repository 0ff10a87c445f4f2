import { useMemo, useState } from 'react'
import { klBound } from '../../coverage/bounds'
import { coverageAt } from '../../coverage/profile'
import type { RunDescription, Snapshot } from '../../engine/snapshot'
import { answersOf, coverageBand, klBand, profileOf, snapshotAt } from '../../state/derive'
import type { Run } from '../../state/types'
import { unitOf } from '../../state/unit'
import { exploreText, spokenMoment } from '../../text/explore'
import { lookingAtCoverage } from '../../text/looking'
import { coverageSentence, ratioTitle } from '../../text/sentences'
import { ChartPanel } from '../charts/ChartPanel'
import type { Cell } from '../charts/chartTable'
import type { ColouredProfile } from '../charts/ProfileChart'
import { RatioFigure } from '../charts/RatioFigure'
import { runColour } from '../charts/runColour'
import type { ScaleKind } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { Term } from '../glossary/Term'
import { useRunLabels } from '../runLabels'
import { Checks } from './Checks'
import { Legend } from './Legend'
import { useOthers } from './useOthers'

const KINDS = [
  { value: 'root', ...exploreText.root },
  { value: 'linear', label: exploreText.linear },
  { value: 'log', label: exploreText.log },
] as const

interface CentrepieceProps {
  readonly run: Run
  readonly description: RunDescription
  readonly snapshot: Snapshot
}

/** The idea of the paper in one figure: KL is the mean of the log ratio, coverage is its tail. */
export function Centrepiece({ run, description, snapshot }: CentrepieceProps) {
  const [kind, setKind] = useState<ScaleKind>('root')
  const N = useFrame(state => state.config.values.N)
  const { id } = run
  const colour = runColour(run)
  // N is part of a run's configuration, so the run is another object for each N.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a profile depends on the snapshot and its weights only
  const coloured = useMemo<ColouredProfile>(
    () => ({ id, profile: profileOf(run, snapshot), colour }),
    [id, colour, snapshot, description],
  )
  const { profile } = coloured
  const ghosts = useGhostProfiles(run)
  const labels = useRunLabels()
  const band = coverageBand(run)
  const coverage = coverageAt(profile, N)
  const title = ratioTitle(snapshot.kl, klBand(snapshot), coverage, N)
  const sentence = coverageSentence(coverage, N, band)
  const { exact, how } = description.exactness.coverage
  const answers = answersOf(run, snapshot)
  const { step, kl } = snapshot

  return (
    <ChartPanel
      id="coverage"
      className="centrepiece"
      title={title}
      tools={
        <Segmented legend={exploreText.verticalAxis} legendHidden options={KINDS} value={kind} onChoose={setKind} />
      }
      spoken={spokenMoment(unitOf(run.config).one, step, run.config.values.T, kl, coverage, N)}
      table={{
        caption: exploreText.coverageTable,
        head: exploreText.coverageHead(
          band > 0,
          ghosts.map(ghost => labels.get(ghost.id) ?? ''),
        ),
        rows: () => profileRows(coloured, ghosts, kl, band),
      }}
      looking={() =>
        lookingAtCoverage({
          N,
          coverage,
          further: coverageAt(profile, 4 * N),
          ahead: shareAhead(snapshot, description),
          kl,
          bound: klBound(kl, N),
          banded: band > 0,
          others: ghosts.length,
          sentence,
        })
      }
    >
      <Legend run={run} band={band > 0 || klBand(snapshot) > 0} />
      <RatioFigure
        description={description}
        snapshot={snapshot}
        run={coloured}
        ghosts={ghosts}
        band={band}
        kind={kind}
        summary={exploreText.coverageSummary(title, sentence)}
      />
      <figcaption className="words">
        <p className="sentence">{sentence.replaceAll(' %', '\u00a0%')}</p>
        {answers && <p>{exploreText.answers(coverageAt(answers, N), N)}</p>}
        <p className="exactness">
          <Term id="exact">{exploreText.exactness(exact, how).replaceAll(' %', '\u00a0%')}</Term>
        </p>
      </figcaption>
      <Checks run={run} snapshot={snapshot} />
    </ChartPanel>
  )
}

/** Share of what the teacher writes that is at least as likely under the model. */
function shareAhead({ logRatios }: Snapshot, { weights }: RunDescription): number {
  let share = 0
  for (const [i, logRatio] of logRatios.entries()) {
    if (logRatio <= 0) share += weights ? weights[i] : 1 / logRatios.length
  }
  return Math.min(1, share)
}

/** Profiles of the earlier runs at the playhead, or at their ends. */
function useGhostProfiles(run: Run): readonly ColouredProfile[] {
  const ghosts = useOthers(run)
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

function profileRows(
  { profile }: ColouredProfile,
  ghosts: readonly ColouredProfile[],
  kl: number,
  band: number,
): Cell[][] {
  return Array.from({ length: 13 }, (_, k) => 2 ** k).map(N => {
    const coverage = coverageAt(profile, N)
    const limits = band > 0 ? [Math.max(0, coverage - band), Math.min(1, coverage + band)] : []
    const beside = ghosts.map(ghost => coverageAt(ghost.profile, N))
    return [N, coverage, ...limits, klBound(kl, N) ?? Number.NaN, ...beside]
  })
}
