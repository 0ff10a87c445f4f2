import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { Lesson } from '../../config/lesson/lesson'
import { decodeLessonLink } from '../../config/lesson/lessonLink'
import { forgetOwnLesson, readOwnLessons } from '../../state/lesson/device'
import { goToLesson } from '../../state/lesson/place'
import { clearProgress } from '../../state/lesson/player'
import { usePlayer } from '../../state/lesson/playerState'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { LESSONS } from '../../text/lessons/registry'
import { bringsFiles } from '../strayDrops'
import { openLessonFile } from './openOwn'
import { HomeButton } from './Player'

/**
 * All lessons, how far the person is in each, and the way to one of their own, whose file may be dropped anywhere here.
 * @param moved whether the person came from a lesson: the focus then goes to the index
 */
export function LessonIndex({ moved }: { readonly moved: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (moved) heading.current?.focus()
  }, [moved])
  const ours = useOurs()
  const [own, setOwn] = useState(readOwnLessons)
  const started = usePlayer(state => Object.keys(state.progress).length > 0)
  const [problem, setProblem] = useState<string | null>(null)
  const openFile = (file: File | undefined): void => {
    if (!file) return
    // The same problem once more is said once more.
    setProblem(null)
    void openLessonFile(file).then(setProblem)
  }
  return (
    <main
      className="lesson-index"
      onDragOver={event => {
        if (bringsFiles(event.nativeEvent)) event.preventDefault()
      }}
      onDrop={event => {
        if (!bringsFiles(event.nativeEvent)) return
        event.preventDefault()
        openFile(event.dataTransfer.files[0])
      }}
    >
      <div className="panel">
        <h2 ref={heading} tabIndex={-1}>
          {words.title}
        </h2>
        <p>{words.intro}</p>
        <div className="lesson-buttons">
          <HomeButton />
          {started && (
            <button type="button" className="small-button" onClick={clearProgress}>
              {words.clear}
            </button>
          )}
        </div>
      </div>
      <section aria-label={words.ours}>
        <ul className="lesson-cards">
          {LESSONS.map(({ id }) => {
            const lesson = ours.get(id)
            return <li key={id}>{lesson && <Card source={id} lesson={lesson} />}</li>
          })}
        </ul>
      </section>
      {own.length > 0 && (
        <section aria-label={words.own}>
          <h2>{words.own}</h2>
          <ul className="lesson-cards">
            {own.map(lesson => (
              <li key={lesson.id}>
                <Card
                  source={`own:${lesson.id}`}
                  lesson={lesson}
                  onForget={() => {
                    forgetOwnLesson(lesson.id)
                    setOwn(readOwnLessons())
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <OpenOwn problem={problem} onProblem={setProblem} onFile={openFile} />
    </main>
  )
}

/** Our lessons by id, as far as they are loaded. */
function useOurs(): ReadonlyMap<string, Lesson> {
  const [loaded, setLoaded] = useState<ReadonlyMap<string, Lesson>>(new Map())
  useEffect(() => {
    let wanted = true
    for (const { id, load } of LESSONS) {
      void load().then(lesson => wanted && setLoaded(before => new Map(before).set(id, lesson)))
    }
    return () => {
      wanted = false
    }
  }, [])
  return loaded
}

interface CardProps {
  readonly source: string
  readonly lesson: Lesson
  readonly onForget?: () => void
}

function Card({ source, lesson, onForget }: CardProps) {
  const progress = usePlayer(state => state.progress[source])
  const { title, minutes, summary, steps } = lesson
  const page = progress && !progress.done && progress.page > 1 ? Math.min(progress.page, steps.length) : 1
  const state = !progress ? words.notStarted : progress.done ? words.done : words.started(page, steps.length)
  return (
    <article className={`panel lesson-card ${progress?.done ? 'lesson-done' : ''}`}>
      <h3>{title}</h3>
      <p className="lesson-facts">
        {words.minutes(minutes)} · {progress?.done && <span aria-hidden="true">✓ </span>}
        {state}
      </p>
      <p>{summary}</p>
      <div className="lesson-buttons">
        <button type="button" className="button button-main" onClick={() => goToLesson(source, page)}>
          {page > 1 ? words.goOnAt(page) : progress ? words.startAgain : words.start}
          <span className="visually-hidden">{words.about(title)}</span>
        </button>
        {onForget && (
          <button type="button" className="button" onClick={onForget}>
            {words.forget}
            <span className="visually-hidden">{words.about(title)}</span>
          </button>
        )}
      </div>
    </article>
  )
}

interface OpenOwnProps {
  /** What is wrong with the last file or link; null where nothing is. */
  readonly problem: string | null
  readonly onProblem: (problem: string | null) => void
  readonly onFile: (file: File | undefined) => void
}

function OpenOwn({ problem, onProblem, onFile }: OpenOwnProps) {
  const input = useRef<HTMLInputElement>(null)
  const message = useRef<HTMLParagraphElement>(null)
  const [link, setLink] = useState('')
  const linkId = useId()
  const titleId = useId()
  const open = (event: FormEvent): void => {
    event.preventDefault()
    const query = link.includes('?') ? link.slice(link.indexOf('?')) : link
    const { source, page, adjustments } = decodeLessonLink(query.replace(/#.*$/, ''))
    onProblem(source === null ? (adjustments[0] ?? words.noLesson) : null)
    if (source !== null) goToLesson(source, page)
  }
  useEffect(() => {
    // The file may have been dropped anywhere on the index.
    if (problem !== null) message.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 id={titleId}>{words.openOwn}</h2>
      <p>{words.openOwnHow}</p>
      <form className="lesson-open" onSubmit={open}>
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {words.chooseFile}
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={words.file}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            // The same file can be chosen once more.
            target.value = ''
            onFile(file)
          }}
        />
        <label htmlFor={linkId}>{words.pasteLink}</label>
        <input id={linkId} value={link} autoComplete="off" onChange={event => setLink(event.target.value)} />
        <button type="submit" className="button" disabled={link.trim() === ''}>
          {words.openLink}
        </button>
      </form>
      <p ref={message} role="status" className="field-message">
        {problem}
      </p>
    </section>
  )
}
