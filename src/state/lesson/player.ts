import type { Action } from '../../config/lesson/action'
import type { Lesson } from '../../config/lesson/lesson'
import { unguarded } from '../guard'
import { useLab } from '../lab'
import { usePostTraining } from '../postTraining'
import type { Speed } from '../types'
import { useAsked } from './asked'
import { carryOut, type Doer, measured } from './carryOut'
import { actionsBefore, catchUpFrom } from './catchUp'
import { writeProgress } from './device'
import { homeNow, returnHome } from './home'
import { goToLesson, useLessonPlace } from './place'
import { CLOSED, isAsking, type PageStage, pageOf, usePlayer } from './playerState'
import { answers } from './prediction'
import type { Prediction } from './scene'
import { sceneOf } from './sceneNow'

/** Reads the lesson that a link's `lesson` names. @throws Error with a sentence where it cannot be had */
export type Loader = (source: string) => Promise<Lesson>

let load: Loader
/** What is under way for the page; aborted when the person goes elsewhere. */
let work = new AbortController()
/** The run that the page was left with; another one in its place means that the page has to be prepared anew. */
let leftWith: number | null = null

/** Follows the person through the lessons. To be called once. */
export function startPlayer(loader: Loader): void {
  load = loader
  usePlayer.subscribe(state => useAsked.setState({ asked: isAsking(state) }))
  useLessonPlace.subscribe(() => follow())
  follow(true)
}

/** Takes a prediction, or none for null, and reveals. */
export function predict(prediction: Prediction | null): void {
  const { stage, page, predictions } = usePlayer.getState()
  if (stage !== 'waiting') return
  usePlayer.setState({ predictions: new Map(predictions).set(page, prediction) })
  note(false)
  void reveal()
}

/** Goes on to the next page, or ends the lesson after the last. */
export async function goOn(): Promise<void> {
  const { lesson, page, source } = usePlayer.getState()
  if (!lesson) return
  if (page < lesson.steps.length) return goToLesson(source, page + 1)
  // Whoever begins once more guesses afresh.
  usePlayer.setState({ predictions: new Map() })
  note(true)
  goToLesson(null)
}

/** Prepares the page anew. */
export function again(): void {
  const { lesson } = usePlayer.getState()
  if (lesson) void enter(true)
  else follow()
}

/** Back to the settings and runs from before the lesson. */
export function goHome(): void {
  const { home } = usePlayer.getState()
  stop()
  usePlayer.setState({ ...CLOSED, home: null })
  useLessonPlace.setState({ source: null, page: 1 })
  if (home) returnHome(home)
}

/** Forgets how far the person got in all lessons. */
export function clearProgress(): void {
  writeProgress({})
  usePlayer.setState({ progress: {} })
}

/** @param reloaded whether the page of the browser has just been loaded */
function follow(reloaded = false): void {
  const { source, page, shown } = useLessonPlace.getState()
  const before = usePlayer.getState()
  if (!shown) {
    leftWith = useLab.getState().run?.id ?? null
    if (isBusy(before.stage)) stop()
    return
  }
  if (source === null) {
    stop()
    leftWith = null
    if (before.lesson || before.source !== null) usePlayer.setState(CLOSED)
    return
  }
  if (source !== before.source || (!before.lesson && before.stage !== 'loading')) return void open(source, reloaded)
  if (!before.lesson) return
  const next = Math.min(page, before.lesson.steps.length)
  if (next !== before.page) return void turn(next)
  const moved = leftWith !== null && leftWith !== (useLab.getState().run?.id ?? null)
  leftWith = null
  if (moved || (isBusy(before.stage) && work.signal.aborted)) void enter(true)
}

function isBusy(stage: PageStage): boolean {
  return stage === 'catchingUp' || stage === 'entering' || stage === 'revealing'
}

function stop(): void {
  work.abort(new Error('The person went elsewhere.'))
}

async function open(source: string, reloaded: boolean): Promise<void> {
  stop()
  const mine = begin()
  const home = usePlayer.getState().home ?? homeNow()
  usePlayer.setState({ ...CLOSED, source, home })
  try {
    const lesson = await load(source)
    if (mine.aborted) return
    const page = Math.min(useLessonPlace.getState().page, lesson.steps.length)
    // A lesson has the lab to itself; what was there comes back by `goHome`.
    unguarded(useLab.getState().endPair)
    useLab.getState().dismissGhosts()
    const leftAt = usePlayer.getState().progress[progressKey(source, lesson)]?.page
    usePlayer.setState({ lesson, page, predictions: keptGuesses(source, lesson) })
    const entered = enter(true)
    // What was answered before a reload is there after it.
    if (reloaded && page === leftAt) void entered.then(() => revealAgain(page))
  } catch (error) {
    if (!mine.aborted) usePlayer.setState({ stage: 'unreadable', problem: sentenceOf(error) })
  }
}

/** To another page of the lesson: what the page that is left does last is done only on the way to the next. */
async function turn(page: number): Promise<void> {
  const { page: before, stage } = usePlayer.getState()
  const left = pageOf(usePlayer.getState())?.leave ?? []
  const onwards = page === before + 1 && stage === 'revealed'
  stop()
  usePlayer.setState({ page })
  await enter(!onwards, onwards ? left : [])
}

/** @param afresh whether what earlier pages did has to be done again @param first what is to be done before all else */
async function enter(afresh: boolean, first: readonly Action[] = []): Promise<void> {
  stop()
  const mine = begin()
  const { lesson, page } = usePlayer.getState()
  const step = pageOf(usePlayer.getState())
  if (!lesson || !step) return
  note(false)
  usePlayer.setState({ stage: 'entering', problem: null })
  await attempt(mine, async doer => {
    if (afresh) await catchUp(lesson, page, doer)
    await carryOut([...first, ...(step.enter ?? [])], doer)
    const waits = Boolean(step.ask || step.reveal)
    if (!waits && (step.outcome || step.claims)) await measured(doer.signal)
    usePlayer.setState({ stage: waits ? 'waiting' : 'revealed' })
  })
}

async function catchUp(lesson: Lesson, page: number, doer: Doer): Promise<void> {
  const actions = actionsBefore(lesson, catchUpFrom(lesson, page - 1), page - 1)
  if (actions.length === 0) return
  usePlayer.setState({ stage: 'catchingUp' })
  const { speed, setSpeed } = useLab.getState()
  setSpeed('max')
  try {
    await carryOut(actions, doer)
  } finally {
    setSpeedBack(speed)
  }
  usePlayer.setState({ stage: 'entering' })
}

function setSpeedBack(speed: Speed): void {
  useLab.getState().setSpeed(speed)
}

async function reveal(): Promise<void> {
  const step = pageOf(usePlayer.getState())
  if (!step) return
  stop()
  const mine = begin()
  usePlayer.setState({ stage: 'revealing' })
  await attempt(mine, async doer => {
    await carryOut(step.reveal ?? [], doer)
    // What is told is told of numbers: whoever answers at once may be there before the backend is.
    await measured(doer.signal)
    const state = usePlayer.getState()
    const { lesson, page, scenes } = state
    const scene = sceneOf(useLab.getState(), state, usePostTraining.getState().jobs)
    usePlayer.setState({ stage: 'revealed', scenes: new Map(scenes).set(page, scene) })
    if (lesson && page === lesson.steps.length) note(true)
  })
}

/** Reveals a page that was answered before, if it still waits. */
function revealAgain(answered: number): void {
  const { page, stage, predictions } = usePlayer.getState()
  if (page === answered && stage === 'waiting' && predictions.has(page)) void reveal()
}

function begin(): AbortSignal {
  work = new AbortController()
  return work.signal
}

async function attempt(signal: AbortSignal, doing: (doer: Doer) => Promise<void>): Promise<void> {
  const doer: Doer = {
    signal,
    keep: (name, run) => usePlayer.setState(({ kept }) => ({ kept: new Map(kept).set(name, run) })),
    picture: picture => usePlayer.setState({ picture }),
  }
  try {
    await doing(doer)
  } catch (error) {
    if (!signal.aborted) usePlayer.setState({ stage: 'failed', problem: sentenceOf(error) })
  }
}

/** Writes down how far the person is; a lesson once done stays so. */
function note(done: boolean): void {
  const { source, lesson, page, progress, predictions } = usePlayer.getState()
  if (source === null || !lesson) return
  const key = progressKey(source, lesson)
  const guesses = Object.fromEntries(predictions)
  const next = { ...progress, [key]: { page, done: done || (progress[key]?.done ?? false), guesses } }
  writeProgress(next)
  usePlayer.setState({ progress: next })
}

/** Under what a lesson's progress is kept: an own one under its id, however it was opened. */
function progressKey(source: string, { id }: Lesson): string {
  return source.startsWith('data:') || source.includes('/') ? `own:${id}` : source
}

/** What was guessed on this device before, as far as it still answers what the lesson asks. */
function keptGuesses(source: string, lesson: Lesson): ReadonlyMap<number, Prediction | null> {
  const { guesses = {} } = usePlayer.getState().progress[progressKey(source, lesson)] ?? {}
  const kept = Object.entries(guesses).map(([page, guess]) => [Number(page), guess] as const)
  return new Map(
    kept.filter(([page, guess]) => {
      const ask = lesson.steps[page - 1]?.ask
      return ask !== undefined && (guess === null || answers(ask, guess))
    }),
  )
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
