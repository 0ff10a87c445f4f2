import { useState } from 'react'
import type { Lesson } from '../../config/lesson/lesson'
import { packLesson } from '../../config/lesson/packed'
import { goToLesson, lessonAddress } from '../../state/lesson/place'
import { goHome } from '../../state/lesson/player'
import { isAsking, pageOf, usePlayer } from '../../state/lesson/playerState'
import { useView } from '../../state/view'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { Transport } from '../transport/Transport'
import { Handout } from './Handout'
import { LessonCharts } from './LessonCharts'
import { LessonPage } from './LessonPage'

/**
 * A lesson as it is played: its text beside the lab's charts, and the lab's own playback below.
 * @param moved whether the person came from the index: the focus then goes to the lesson
 */
export function Player({ moved }: { readonly moved: boolean }) {
  const lesson = usePlayer(state => state.lesson)
  const page = usePlayer(state => state.page)
  const stage = usePlayer(state => state.stage)
  const problem = usePlayer(state => state.problem)
  const step = pageOf({ lesson, page })
  const asked = usePlayer(isAsking)
  if (!lesson || !step) {
    return (
      <main className="lesson-index">
        {stage === 'unreadable' ? (
          <div className="panel" role="alert">
            <h2>{words.unreadable}</h2>
            <p>{problem}</p>
            <div className="lesson-buttons">
              <button type="button" className="button" onClick={() => goToLesson(null)}>
                {words.allLessons}
              </button>
            </div>
          </div>
        ) : (
          <p className="panel empty">{words.loading}</p>
        )}
      </main>
    )
  }
  return (
    <>
      <div className="lesson">
        <main className="lesson-text" aria-label={words.lesson}>
          <LessonHead lesson={lesson} />
          <LessonPage lesson={lesson} step={step} page={page} moved={moved} />
        </main>
        <LessonCharts />
      </div>
      <div className="lesson-transport">
        <Transport held={asked} />
      </div>
    </>
  )
}

function LessonHead({ lesson }: { readonly lesson: Lesson }) {
  const [answers, setAnswers] = useState(false)
  return (
    <header className="lesson-head">
      <p className="lesson-title">{lesson.title}</p>
      <div className="lesson-tools">
        <button type="button" className="small-button" onClick={() => goToLesson(null)}>
          {words.allLessons}
        </button>
        <HomeButton />
        <LinkButton lesson={lesson} />
        <div className="lesson-print">
          <button type="button" className="small-button" onClick={() => window.print()}>
            {words.handout}
          </button>
          <label className="lesson-tick">
            <input type="checkbox" checked={answers} onChange={event => setAnswers(event.target.checked)} />
            {words.withAnswers}
          </label>
        </div>
      </div>
      <Handout lesson={lesson} answers={answers} />
    </header>
  )
}

/** Leaves the lesson for what was on the page before it. */
export function HomeButton() {
  const home = usePlayer(state => state.home)
  if (!home) return null
  return (
    <button
      type="button"
      className="small-button"
      title={words.homeHint}
      onClick={() => {
        useView.getState().show('explore')
        goHome()
      }}
    >
      {words.home}
    </button>
  )
}

/** Copies a link that holds the whole lesson, or names it where it is one of the lab's. */
function LinkButton({ lesson }: { readonly lesson: Lesson }) {
  const source = usePlayer(state => state.source)
  const [said, setSaid] = useState<string | null>(null)
  const [byHand, setByHand] = useState<string | null>(null)
  const copy = async (): Promise<void> => {
    if (source?.startsWith('own:') && (await packLesson(lesson)) === null) return setSaid(words.tooLong)
    const link = lessonAddress()
    try {
      await navigator.clipboard.writeText(link)
      setByHand(null)
      setSaid(words.linked)
    } catch {
      setByHand(link)
    }
  }
  return (
    <>
      <span className="lesson-link">
        <button type="button" className="small-button" onClick={copy}>
          {words.linkTo}
        </button>
        <span role="status" className="lesson-copied">
          {said && ` ${said}`}
        </span>
      </span>
      {byHand && (
        <label className="lesson-by-hand">
          {words.copyByHand}
          <input readOnly value={byHand} onFocus={event => event.target.select()} />
        </label>
      )}
    </>
  )
}
