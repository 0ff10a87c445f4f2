import { create } from 'zustand'
import type { Lesson, LessonStep } from '../../config/lesson/lesson'
import type { Run } from '../types'
import { type AllProgress, readProgress } from './device'
import type { Home } from './home'
import type { Prediction, Scene } from './scene'

/** How far a page is. */
export type PageStage =
  /** The lesson is being read. */
  | 'loading'
  /** It could not be. */
  | 'unreadable'
  /** What earlier pages did is done again. */
  | 'catchingUp'
  | 'entering'
  /** It waits for a prediction, or for the person to have it run. */
  | 'waiting'
  | 'revealing'
  | 'revealed'
  /** An action could not be done. */
  | 'failed'

export interface PlayerState {
  /** The link's `lesson`; null for the index. */
  readonly source: string | null
  readonly lesson: Lesson | null
  /** From 1. */
  readonly page: number
  readonly stage: PageStage
  /** Why it is `unreadable` or `failed`, in a sentence. */
  readonly problem: string | null
  /** Runs by the name that the lesson gave them. */
  readonly kept: ReadonlyMap<string, Run>
  /** By page; null where the person asked to be shown without a guess. */
  readonly predictions: ReadonlyMap<number, Prediction | null>
  /** What was there when a page had revealed, by page: from this its answers are written. */
  readonly scenes: ReadonlyMap<number, Scene>
  /** The scenario's picture that the lesson brings to the front. */
  readonly picture: string | null
  readonly progress: AllProgress
  /** What was on the page before the lesson; null where no lesson was opened. */
  readonly home: Home | null
}

/** No lesson is open. */
export const CLOSED = {
  source: null,
  lesson: null,
  page: 1,
  stage: 'loading' as PageStage,
  problem: null,
  kept: new Map(),
  predictions: new Map(),
  scenes: new Map(),
  picture: null,
}

export const usePlayer = create<PlayerState>()(() => ({ ...CLOSED, progress: readProgress(), home: null }))

/** The page that is open. */
export function pageOf({ lesson, page }: Pick<PlayerState, 'lesson' | 'page'>): LessonStep | null {
  return lesson?.steps[page - 1] ?? null
}

/** Whether the page waits for a guess, so that nothing may be looked at before it. */
export function isAsking(state: Pick<PlayerState, 'lesson' | 'page' | 'stage'>): boolean {
  return state.stage === 'waiting' && pageOf(state)?.ask !== undefined
}
