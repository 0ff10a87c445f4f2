import type { ExperimentConfig } from '../config/config'
import { decodeLink, encodeLink } from '../config/link'
import type { Checkpoint } from '../engine/snapshot'
import { VERSION } from '../engine/version'
import { unguarded } from './guard'
import { followLab, keepNow, keyOf, openStorage, readBack, useJournal, wholeRun } from './journal'
import { newestCheckpoint, notify, type ResumedRun, resume, useLab } from './lab'
import { inOrder } from './pair'
import { keysOf } from './planned'
import type { KeptPresence, KeptSession } from './storage'
import { useSweep } from './sweep'
import type { SweepState } from './sweepState'
import { openTabs, tabName } from './tab'
import type { LabState, Run, Speed } from './types'
import { unitOf } from './unit'

/** Bytes of a checkpoint from which a run can go on after a reload; runs of larger models begin again. */
const MOST_CHECKPOINT = 4 * 2 ** 20

/** Milliseconds that the page may take for its first paint before what is kept is read all the same. */
const PATIENCE = 500

/** What the page was opened with. */
interface Opening {
  readonly query: string
  readonly run: number | undefined
  readonly link: string
  readonly speed: Speed
  readonly reload: boolean
}

let tab: Promise<string> | null = null
/** Nothing of this visit may be written over what the last one left before that has been read. */
let ready = false
const keptOutcomes = new Set<string>()

/** Brings back what earlier visits left, and keeps this one. To be called once, after the page's link has been opened. */
export function startKeeping(): void {
  const opening = openingOf()
  followLab(lookAtSession)
  followSweeps()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void keepNow()
  })
  window.addEventListener('pagehide', () => void keepNow())
  const begin = () => void comeBack(opening)
  if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: PATIENCE })
  else setTimeout(begin, PATIENCE)
}

function openingOf(): Opening {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const lab = useLab.getState()
  return {
    query: window.location.search.replace(/^\?/, ''),
    run: lab.run?.id,
    link: linkNow(lab),
    speed: lab.speed,
    reload: navigation?.type === 'reload' || navigation?.type === 'back_forward',
  }
}

/** The settings, of A and B where there are two. */
function linkNow(lab: LabState): string {
  const { config, rival } = inOrder(lab)
  return encodeLink(config, { rival })
}

async function comeBack(opening: Opening): Promise<void> {
  tab = tabName()
  const storage = await openStorage()
  try {
    const damaged = (await readBack()) + (await readOutcomes())
    const sessions = await storage.sessions()
    const session = await theLast(sessions.kept, opening)
    if (session) await restore(session, opening)
    if (damaged > 0) notify('kept', [damagedRecords(damaged)])
  } catch {
    notify('kept', ['What earlier visits left could not be read; this visit’s runs are kept as far as that works.'])
  }
  ready = true
  await lookAtSession()()
}

function damagedRecords(count: number): string {
  return count === 1
    ? 'One thing that was kept on this device is damaged, or of another version of the lab, and was dropped.'
    : `${count} things that were kept on this device are damaged, or of another version of the lab, and were dropped.`
}

/**
 * What to show again: this tab's own state after a reload, if the link is still that of its settings; where there is no link
 * at all, the newest state that no open tab shows.
 */
async function theLast(
  sessions: readonly KeptSession[],
  { query, link, reload }: Opening,
): Promise<KeptSession | null> {
  const name = await tab
  const own = sessions.find(session => session.tab === name)
  if (query !== '') return reload && own?.link === link ? own : null
  if (own) return own
  const open = await openTabs()
  const free = sessions.filter(session => !open.has(session.tab)).sort((a, b) => b.saved - a.saved)
  // A tab in which nothing was run hides nothing that was.
  return free.find(({ run, overlays }) => run !== null || overlays.length > 0) ?? free[0] ?? null
}

async function restore(session: KeptSession, opening: Opening): Promise<void> {
  const { link, speed, run, overlays } = session
  const { runs } = useJournal.getState()
  let back = false
  let paused = ''
  const { begin, overlay, setPinned, setSpeed } = useLab.getState()
  if (untouched(opening)) {
    // Whoever was quick has chosen one already.
    if (useLab.getState().speed === opening.speed) unguarded(() => setSpeed(speed))
    const { config, start } = decodeLink(link)
    back = await goOn(session)
    if (back && run) paused = pausedAt(run.checkpoint.step, config)
    else if (link !== opening.link) {
      begin(config, null, start.rival)
      back = true
    }
  }
  for (const { key, pinned } of overlays) {
    const kept = runs.find(one => one.key === key)
    const whole = kept && (await wholeRun(kept))
    if (!whole) continue
    overlay(whole)
    const laid = useLab.getState().ghosts.at(-1)
    if (laid && !pinned) setPinned(laid.id, false)
    back = true
  }
  if (back) notify('back', [`The last visit’s runs are back.${paused}`])
}

/** Said of a run that was not finished: whoever opens the page again has it before them, and says when it goes on. */
function pausedAt(step: number, config: ExperimentConfig): string {
  const { T } = config.values
  if (step >= T) return ''
  const place = `${unitOf(config).one} ${step.toLocaleString('en-US')} of ${T.toLocaleString('en-US')}`
  return ` The run is paused at ${place}; Play goes on from there.`
}

/** Whether the person has done nothing yet that would be lost. */
function untouched({ run: first, link }: Opening): boolean {
  const lab = useLab.getState()
  return lab.run?.id === first && lab.progress.step === 0 && linkNow(lab) === link
}

/** Shows the run, or A and B, where they stood. @returns whether they are there */
async function goOn({ link, run, rival, playhead }: KeptSession): Promise<boolean> {
  const { config, start } = decodeLink(link)
  const own = run && (await asItStood(run, config, 1))
  if (!own) return false
  if (!start.rival) {
    resume(own, null, playhead)
    return true
  }
  const other = rival && (await asItStood(rival, start.rival, 2))
  if (other?.checkpoint.step !== own.checkpoint.step) return false
  resume(own, other, playhead)
  return true
}

/** A kept run as it was when its checkpoint was written; null where that is not there. @param config N, which changes no run, is its */
async function asItStood(from: KeptPresence, config: ExperimentConfig, colour: number): Promise<ResumedRun | null> {
  const kept = useJournal.getState().runs.find(({ key }) => key === from.key)
  const whole = kept && (await wholeRun(kept))
  const { checkpoint, origin, shipped } = from
  const { step } = checkpoint
  // The two were written one after the other. What is newer than the checkpoint is computed again.
  const snapshots = whole?.snapshots.filter(one => !one.stated && one.step <= step) ?? []
  const reached = snapshots.at(-1)?.step
  if (!whole || reached === undefined || (step >= kept.config.values.T && reached < step)) return null
  const number = new Map(snapshots.map((one, index) => [one.step, index]))
  const checkpoints = whole.checkpoints.flatMap(one => {
    const index = number.get(one.step)
    return index === undefined ? [] : [{ ...one, index }]
  })
  const run = { ...whole, config, snapshots, checkpoints, origin, shipped, colour, pinned: kept.pinned }
  return { run, checkpoint }
}

/**
 * Describes the page as it stands, so that the present run's checkpoint is of the same moment as its snapshots.
 * @returns what writes the description, once those runs are kept
 */
function lookAtSession(): () => Promise<void> {
  const lab = useLab.getState()
  const { ghosts, speed, playhead } = lab
  const [run, rival] = lab.side === 'B' ? [lab.rival, lab.run] : [lab.run, lab.rival]
  const link = linkNow(lab)
  const present = run && presence(run)
  const other = rival && presence(rival)
  const overlays = ghosts.map(ghost => ({ key: keyOf(ghost), pinned: ghost.pinned }))
  return async () => {
    if (!ready || !tab) return
    const kept = new Set(useJournal.getState().runs.map(({ key }) => key))
    const session: KeptSession = {
      tab: await tab,
      saved: Date.now(),
      link,
      speed,
      playhead,
      run: present && kept.has(present.key) ? present : null,
      rival: other && kept.has(other.key) ? other : null,
      overlays: overlays.filter(({ key }) => kept.has(key)),
    }
    // Without it the next visit shows less; the runs themselves say where they could not be kept.
    await (await openStorage()).putSession(session).catch(() => null)
  }
}

function presence(run: Run): KeptPresence | null {
  const checkpoint = newestCheckpoint(run)
  const { origin, shipped } = run
  if (checkpoint?.step !== run.snapshots.at(-1)?.step || !checkpoint) return null
  if (sizeOf(checkpoint) + (origin?.theta.byteLength ?? 0) > MOST_CHECKPOINT) return null
  return { key: keyOf(run), checkpoint, origin, shipped }
}

function sizeOf({ theta, slots }: Checkpoint): number {
  return slots.reduce((sum, slot) => sum + slot.byteLength, theta.byteLength)
}

/** Milliseconds for which outcomes of sweeps are collected. */
const COLLECT = 2000

function followSweeps(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  useSweep.subscribe((state, before) => {
    if (timer !== undefined) {
      if (state.plan !== before.plan) void keepOutcomes(before)
      return
    }
    if (state.outcomes === before.outcomes && state.stage === before.stage) return
    timer = setTimeout(() => {
      timer = undefined
      void keepOutcomes(useSweep.getState())
    }, COLLECT)
  })
}

/** Keeps those of the sweep that is shown: what a dragged setting only passes through is not worth the room of what took long. */
async function keepOutcomes({ stage, plan, outcomes, team }: SweepState): Promise<void> {
  if (stage === 'following' || !team) return
  const fresh = [...keysOf(plan)].flatMap(key => {
    const outcome = outcomes.get(key)
    return outcome && !keptOutcomes.has(key) ? [[key, outcome] as const] : []
  })
  for (const [key] of fresh) keptOutcomes.add(key)
  if (fresh.length === 0) return
  const records = fresh.map(([key, outcome]) => ({
    key,
    outcome,
    saved: Date.now(),
    backend: team.backend,
    version: VERSION,
  }))
  await (await openStorage()).putOutcomes(records).catch(() => {
    notify('kept', ['This device has no room left: what sweeps compute is there until the page is closed.'])
  })
}

/** What sweeps have computed is there again. @returns how many records were damaged */
async function readOutcomes(): Promise<number> {
  const { kept, damaged } = await (await openStorage()).outcomes()
  const alike = kept.filter(({ version }) => version === VERSION)
  for (const { key } of alike) keptOutcomes.add(key)
  const backend = alike.at(-1)?.backend
  if (backend === undefined) return damaged
  useSweep.setState(({ outcomes, team }) => ({
    outcomes: new Map([...alike.map(({ key, outcome }) => [key, outcome] as const), ...outcomes]),
    team: team ?? { backend, workers: 1 },
  }))
  return damaged
}
