import type { ExperimentConfig } from '../config/config'
import type { DecodedLink } from '../config/link'
import type { Settings } from '../config/lockstep'
import { parametersOf } from '../config/parameters'
import { gesture } from './gestures'
import { freeColour, overlaid, roomForGhosts, WORTH_KEEPING, withGhost } from './ghosts'
import { update, useLab } from './labStore'
import { notify } from './notices'
import type { Origin } from './origin'
import { asEdited, fitsPair, otherSide, settingsAfter } from './pair'
import { drop, load, originFor, setLive } from './training'
import type { Notice, Run } from './types'

/** From the present settings to others: what goes on, what starts afresh, and what stays over the charts. */

export const NO_ROOM_FOR_TWO =
  'A and B need two of the four places over the charts, and more than two runs are pinned: let go of one first.'

/** Both settings after the edited ones were changed; says what had to be adjusted. */
export function together(config: ExperimentConfig, set: string | null, adjustments: readonly string[]): Settings {
  const settings = settingsAfter(useLab.getState(), config, set)
  notify('setting', [...adjustments, ...settings.adjustments])
  return settings
}

export function settingsOf({ config, start }: DecodedLink): Settings {
  return { config, rival: start.rival }
}

/** What settings from elsewhere are to the page: those of one run alone leave a pair with A, and a pair needs room. */
export function arriving(settings: Settings, kind: Notice['kind']): Settings {
  const { rival } = useLab.getState()
  if (rival && !settings.rival) parted()
  if (settings.rival && !rival && !fitsPair(useLab.getState())) {
    notify(kind, [NO_ROOM_FOR_TWO])
    return { config: settings.config, rival: null }
  }
  return asEdited(useLab.getState(), settings)
}

/** Goes on with A alone, whichever was edited; B stays as an earlier run. */
export function parted(): void {
  if (useLab.getState().side === 'B') update(otherSide)
  const { rival } = useLab.getState()
  if (!rival) return
  drop(rival)
  update({ side: null, rival: null })
  if (rival.snapshots.length > 1 || rival.pinned) update(({ ghosts }) => ({ ghosts: withGhost(ghosts, rival) }))
}

/** Moves to other settings with as little as possible: runs go on if only live parameters differ. */
export function apply(settings: Settings, origin?: null): void {
  const { run, rival, progress, phase } = useLab.getState()
  const { config } = settings
  const pairs = [{ run, before: useLab.getState().config, after: config }]
  if (rival && settings.rival) pairs.push({ run: rival, before: rival.config, after: settings.rival })
  const changes = pairs.map(({ run: of, before, after }) => ({ of, after, ...changesOf(before, after) }))
  const asSet = Boolean(rival) === Boolean(settings.rival)
  if (asSet && changes.every(({ sameChoices, changed }) => sameChoices && changed.length === 0)) return
  // N is applied to what is stored; a run that has not begun, or is over, takes up a new η only by starting again.
  const asks = changes.flatMap(({ of, after, changed }) => changed.map(({ id, live }) => ({ of, after, id, live })))
  const telling = asks.filter(({ id }) => id !== 'N')
  const underWay = progress.step > 0 && phase !== 'finished'
  const goesOn = asSet && changes.every(({ sameChoices }) => sameChoices) && telling.every(({ live }) => live)
  if (!goesOn || (telling.length > 0 && !underWay)) {
    restart(settings, origin)
    return
  }
  for (const { of, after, id } of telling) if (of) setLive(of, id, after)
  const withConfig = (of: Run | null, after: ExperimentConfig | null) => of && after && { ...of, config: after }
  update({ config, run: withConfig(run, config), rival: withConfig(rival, settings.rival) })
}

function changesOf(before: ExperimentConfig, after: ExperimentConfig) {
  const choices = ({ values: _, ...rest }: ExperimentConfig) => JSON.stringify(rest)
  const changed = parametersOf(after).filter(({ id }) => after.values[id] !== before.values[id])
  return { sameChoices: choices(after) === choices(before), changed }
}

/** Starts the settings afresh; the run so far stays as a ghost, and playing goes on where it was wanted. */
export function restart(settings: Settings, origin = originFor(settings.config)): void {
  const { run, phase } = useLab.getState()
  const colour = leaveGhost(WORTH_KEEPING * (run?.config.values.T ?? 0))
  if (phase === 'finished') update({ playing: true })
  load(settings, { colour, origin })
}

/** Starts the settings from step 0 for the person to press Play; what there was stays to compare with. */
export function startPaused(settings: Settings, origin: Origin | null): void {
  useLab.getState().endGesture()
  if (useLab.getState().rival) parted()
  const colour = leaveGhost(0)
  update({ playing: false })
  load(settings, { colour, origin })
}

/** Starts the present settings again; of the runs so far only pinned ones stay to compare with. */
export function startAgain(): void {
  const colour = leaveGhost(Number.POSITIVE_INFINITY)
  const { config, rival } = useLab.getState()
  load({ config, rival: rival?.config ?? null }, { colour })
  useLab.getState().endGesture()
}

/**
 * Keeps the run to compare with if it is pinned or has got that far, once in a gesture, and the rival if it is pinned: it is
 * mostly computed again as it was.
 * @returns the colour of the run after it
 */
function leaveGhost(leastSteps: number): number | undefined {
  const colour = leaveRun(leastSteps)
  const { run, rival, ghosts } = useLab.getState()
  if (rival?.pinned && rival.snapshots.length > 0) {
    const kept = withGhost(ghosts, rival, roomForGhosts({ rival }))
    update({ ghosts: kept, rival: { ...rival, colour: freeColour(run, [...kept, { colour: colour ?? 0 }]) } })
  }
  return colour
}

function leaveRun(leastSteps: number): number | undefined {
  const { run, rival, ghosts } = useLab.getState()
  const reached = run?.snapshots.at(-1)?.step ?? 0
  const worthIt = reached > 0 && reached >= leastSteps && !gesture.ghostLeft
  if (!run || (!worthIt && !(run.pinned && run.snapshots.length > 0))) return run?.colour
  gesture.ghostLeft = true
  const kept = withGhost(ghosts, run, roomForGhosts({ rival }))
  update({ ghosts: kept })
  return freeColour(run, overlaid({ rival, ghosts: kept }))
}
