import type { Action } from '../../config/lesson/action'
import { decodeLink } from '../../config/link'
import { parametersOf } from '../../config/parameters'
import { postSettings, SELECT_PARAMETERS } from '../../config/select'
import { decodesOf, rulesOf } from '../../config/settings'
import type { ShippedCheckpoint } from '../../engine/shipped'
import { shippedUnder } from '../../engine/shippedUnder'
import { modelsOf } from '../../scenarios/registry'
import { useChosenStarts } from '../chosenStarts'
import { canPin } from '../ghosts'
import { notify, useLab } from '../lab'
import type { AskedStart } from '../postMessages'
import { askedShipped, askedStart, offeredStarts } from '../postStarts'
import { usePostTraining } from '../postTraining'
import { useSelect } from '../select'
import { leastKl, tournamentPick } from '../selection'
import type { LabState, Run } from '../types'

/** What actions need to know of who has them done. */
export interface Doer {
  /** Aborted once nobody waits any more. */
  readonly signal: AbortSignal
  keep(name: string, run: Run): void
  picture(id: string): void
}

/**
 * Does actions one after the other. @throws Error with a sentence where one cannot be done, and the signal's reason once it is
 * aborted
 */
export async function carryOut(actions: readonly Action[], doer: Doer): Promise<void> {
  for (const action of actions) {
    doer.signal.throwIfAborted()
    await doOne(action, doer)
  }
  doer.signal.throwIfAborted()
}

async function doOne(action: Action, doer: Doer): Promise<void> {
  const lab = useLab.getState()
  switch (action.do) {
    case 'open':
      return open(action.link)
    case 'play':
      return action.fast
        ? atFullSpeed(() => play(action.to ?? null, doer.signal))
        : play(action.to ?? null, doer.signal)
    case 'wait':
      return untilFinished(doer.signal)
    case 'set':
      return set(action.id, action.value)
    case 'choose':
      return choose(action.id, action.value)
    case 'keep': {
      const run = await measured(doer.signal)
      // The charts have room for few; the lesson knows the others by their names.
      const [oldest] = lab.ghosts
      if (!canPin(useLab.getState()) && oldest) lab.dismissGhost(oldest.id)
      lab.setPinned(run.id, true)
      return doer.keep(action.as, useLab.getState().run ?? run)
    }
    case 'clear':
      return lab.dismissGhosts()
    case 'playhead':
      // Moments of a run that has only just been opened are there once it has been measured.
      await measured(doer.signal)
      return movePlayhead(action.to)
    case 'picture':
      return doer.picture(action.id)
    case 'setSelect':
      return setSelect(action.id, action.value)
    case 'job':
      return job(action.job, action.from, doer.signal)
  }
}

/** Opens settings on the present backend. What nobody keeps does not stay over the charts. */
function open(link: string): void {
  const { config, start, adjustments } = decodeLink(link)
  const { begin, config: present, playing, pause } = useLab.getState()
  if (playing) pause()
  begin({ ...config, backend: present.backend }, null)
  for (const { id, pinned } of useLab.getState().ghosts) if (!pinned) useLab.getState().dismissGhost(id)
  notify('link', adjustments)
  if (start.run) useLab.getState().play()
}

async function atFullSpeed(work: () => Promise<void>): Promise<void> {
  const { speed, setSpeed } = useLab.getState()
  setSpeed('max')
  try {
    await work()
  } finally {
    setSpeed(speed)
  }
}

async function play(to: number | null, signal: AbortSignal): Promise<void> {
  const lab = useLab.getState()
  // Play on a finished run begins it anew; a lesson means to have it finished.
  if (lab.phase !== 'finished') lab.play()
  if (to === null) return untilFinished(signal)
  await until(({ progress, phase }) => progress.step >= to || phase === 'finished', signal)
  useLab.getState().pause()
}

/** All steps done, and the last of them measured. */
function untilFinished(signal: AbortSignal): Promise<void> {
  return until(
    ({ phase, run, config }) => phase === 'finished' && run?.snapshots.at(-1)?.step === config.values.T,
    signal,
  )
}

/** The present run, once something is known of it. @throws as `carryOut` */
export async function measured(signal: AbortSignal): Promise<Run> {
  await until(({ run }) => Boolean(run?.description && run.snapshots.length > 0), signal)
  return useLab.getState().run!
}

/** @throws Error once the lab has failed */
function until(reached: (state: LabState) => boolean, signal: AbortSignal): Promise<void> {
  return watch(signal, useLab, state => {
    if (state.stage === 'failed') throw new Error(state.detail ?? 'The run failed.')
    return reached(state)
  })
}

interface Store<T> {
  getState(): T
  subscribe(listener: (state: T) => void): () => void
}

/** Resolves once `reached` says so of the store; rejects with what it throws, or when it is aborted. */
function watch<T>(signal: AbortSignal, store: Store<T>, reached: (state: T) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      stop()
      signal.removeEventListener('abort', abort)
      settle()
    }
    const abort = (): void => end(() => reject(signal.reason))
    const look = (state: T): void => {
      try {
        if (reached(state)) end(resolve)
      } catch (error) {
        end(() => reject(error))
      }
    }
    const stop = store.subscribe(look)
    signal.addEventListener('abort', abort)
    look(store.getState())
  })
}

function set(id: string, value: number): void {
  const lab = useLab.getState()
  if (!parametersOf(lab.config).some(parameter => parameter.id === id)) {
    throw new Error(`The lesson sets ${id}, which is no setting of ${lab.config.scenario}.`)
  }
  lab.set(id, value)
  lab.endGesture()
}

function choose(id: 'model' | 'rule' | 'decode', value: string): void {
  const { config, choose } = useLab.getState()
  const offered: readonly string[] = {
    model: modelsOf(config.scenario),
    rule: rulesOf(config.scenario, config.model).map(rule => rule.id),
    decode: decodesOf(config.scenario, config.model),
  }[id]
  if (!offered.includes(value)) {
    throw new Error(`The lesson chooses ${id} = ${value}; ${config.scenario} offers ${offered.join(', ')}.`)
  }
  choose(id, value)
}

function movePlayhead(to: 'now' | 'start' | 'tournament' | 'leastKl' | number): void {
  const { config, setPlayhead } = useLab.getState()
  setPlayhead(typeof to === 'number' ? Math.min(to, config.values.T) : stepOf(to))
}

/** Null for now, and for what is not known yet. */
function stepOf(moment: 'now' | 'start' | 'tournament' | 'leastKl'): number | null {
  const { run, config } = useLab.getState()
  if (moment === 'start') return 0
  if (moment === 'now' || !run) return null
  const picked = moment === 'leastKl' ? leastKl(run.snapshots) : tournamentPick(run, config.values.N)?.snapshot
  return picked?.step ?? null
}

function setSelect(id: string, value: number): void {
  if (!SELECT_PARAMETERS.some(parameter => parameter.id === id)) {
    throw new Error(`The lesson sets ${id}, which is no setting of selection.`)
  }
  useSelect.getState().set(id, value)
}

type JobAction = Extract<Action, { readonly do: 'job' }>

async function job(kind: JobAction['job'], from: JobAction['from'], signal: AbortSignal): Promise<void> {
  const run = await measured(signal)
  const { playhead, config } = useLab.getState()
  const pick = tournamentPick(run, config.values.N)?.snapshot.step ?? null
  const offered = offeredStarts(run, pick, playhead)
  const wanted = offered.filter(({ roles }) => roles.some(role => from.some(each => each === role)))
  const ships = await shippedFor(run)
  const starts = [...wanted.map(start => askedStart(start, run)), ...shippedStarts(ships, from)]
  if (starts.length === 0) throw new Error('The run keeps none of the checkpoints that the lesson starts from.')
  signal.throwIfAborted()
  const { only } = useChosenStarts.getState()
  if (kind === 'rl')
    only(from.map(nameOf), [...offered.flatMap(({ roles }) => roles), ...ships.map(({ name }) => name)])
  usePostTraining
    .getState()
    .begin(kind, { config: run.config, starts, settings: postSettings(useSelect.getState(), run.config.model) })
  await watch(signal, usePostTraining, ({ jobs }) => {
    const { stage, detail } = jobs[kind]
    if (stage === 'failed') throw new Error(detail ?? 'Post-training failed.')
    if (stage === 'cancelled') throw new Error('Post-training was cancelled, so that its results are not there.')
    return stage === 'finished'
  })
}

const SHIPPED = 'shipped:'

/** What the list of starts calls it. */
function nameOf(start: JobAction['from'][number]): string {
  return start.startsWith(SHIPPED) ? start.slice(SHIPPED.length) : start
}

/** The checkpoints that ship for the run's sizes. */
async function shippedFor({ config }: Run): Promise<readonly ShippedCheckpoint[]> {
  // What checks the list is large, and nothing else here needs it.
  const { shippedFor: list } = await import('../../engine/shipped')
  return list(config, shippedUnder(document.baseURI))
}

/** Those that are asked for by name. @throws Error if one of them does not fit the run */
function shippedStarts(ships: readonly ShippedCheckpoint[], from: JobAction['from']): AskedStart[] {
  const names = from.filter(start => start.startsWith(SHIPPED)).map(nameOf)
  return names.map(name => {
    const found = ships.find(one => one.name === name)
    if (!found) throw new Error(`No checkpoint “${name}” of these sizes ships with the lab.`)
    return { ...askedShipped(found), shipped: name }
  })
}
