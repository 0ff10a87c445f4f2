import { create } from 'zustand'
import type { DecodedLesson } from '../../config/lesson/lessonLink'
import { address } from '../address'
import { notify } from '../lab'

interface LessonPlace {
  /** The link's `lesson`; null for the index. */
  readonly source: string | null
  /** From 1. */
  readonly page: number
  /** Whether the view of lessons is what the page shows. */
  readonly shown: boolean
}

/** Where in the lessons the person is. What happens there is the player's, which is loaded with the view. */
export const useLessonPlace = create<LessonPlace>()(() => ({ source: null, page: 1, shown: false }))

/** Goes to a page of a lesson, or to the index, under its own address. */
export function goToLesson(source: string | null, page = 1): void {
  useLessonPlace.setState({ source, page, shown: true })
  pushLesson()
}

export function pushLesson(): void {
  const { source, page } = useLessonPlace.getState()
  address.pushLesson(source, page)
}

/** The address that opens the same page. */
export function lessonAddress(): string {
  const { source, page } = useLessonPlace.getState()
  return address.lessonLink(source, page)
}

/** The address that opens the lesson from its first page. */
export function lessonStart(): string {
  return address.lessonLink(useLessonPlace.getState().source, 1)
}

/** Shows what a link says of the view. */
export function arriveAtLesson({ source, page, adjustments }: DecodedLesson): void {
  notify('link', adjustments)
  useLessonPlace.setState({ source, page, shown: true })
}

/** To be called when another view is shown, and when this one is shown again. */
export function restLesson(): void {
  useLessonPlace.setState({ shown: false })
}

export function resumeLesson(): void {
  useLessonPlace.setState({ shown: true })
}
