import { useEffect, useRef } from 'react'
import type { Lesson, LessonStep } from '../../config/lesson/lesson'
import { holds } from '../../state/lesson/condition'
import { goToLesson } from '../../state/lesson/place'
import { again, goOn, predict } from '../../state/lesson/player'
import { usePlayer } from '../../state/lesson/playerState'
import type { PostStage } from '../../state/postMessages'
import { usePostTraining } from '../../state/postTraining'
import { unitOf } from '../../state/unit'
import { formatCount, formatPercent } from '../../text/format'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { useFrame } from '../frame'
import { Formula } from './Formula'
import { LessonControls } from './LessonControls'
import { Outcome } from './Outcome'
import { Question } from './Question'
import { useScene } from './useScene'
import { Words } from './Words'

const NO_CONTROLS: readonly string[] = []

interface LessonPageProps {
  readonly lesson: Lesson
  readonly step: LessonStep
  readonly page: number
}

/** One page of a lesson: its text, its question, and once that is answered what happened. */
export function LessonPage({ lesson, step, page, moved }: LessonPageProps & { readonly moved: boolean }) {
  const stage = usePlayer(state => state.stage)
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(!moved)
  // Whoever turns the page hears and sees the new one; where a lesson is loaded with the browser's page the focus is left alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every page
  useEffect(() => {
    if (!first.current) heading.current?.focus()
    first.current = false
  }, [page])
  // The button that was pressed is gone with its question.
  const before = useRef(stage)
  useEffect(() => {
    const answered = before.current === 'waiting' && stage !== 'waiting'
    before.current = stage
    if (answered && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [stage])
  return (
    <article className="lesson-page">
      <p className="lesson-where">{words.page(page, lesson.steps.length)}</p>
      <h2 ref={heading} tabIndex={-1}>
        {step.title}
      </h2>
      <Words live={step.live}>{step.text}</Words>
      {step.formula && <Formula formula={step.formula} />}
      <LessonControls ids={step.controls ?? NO_CONTROLS} />
      {step.ask && stage === 'waiting' && <Question key={page} ask={step.ask} />}
      {!step.ask && stage === 'waiting' && (
        <div className="lesson-buttons">
          <button type="button" className="button button-main" onClick={() => predict(null)}>
            {words.run}
          </button>
        </div>
      )}
      <Progress />
      {stage === 'revealed' && (step.ask ?? step.outcome ?? step.claims ?? step.source) && <Outcome step={step} />}
      <Onwards lesson={lesson} step={step} page={page} />
    </article>
  )
}

/** What the lesson has the lab do at present; spoken, as is that it is over. */
function Progress() {
  const stage = usePlayer(state => state.stage)
  const problem = usePlayer(state => state.problem)
  return (
    <>
      <div className="lesson-progress" role="status">
        {stage === 'catchingUp' && <p>{words.catchingUp}</p>}
        {stage === 'entering' && <p>{words.entering}</p>}
        {stage === 'revealed' && <span className="visually-hidden">{words.revealed}</span>}
      </div>
      {(stage === 'revealing' || stage === 'catchingUp') && <Work />}
      {stage === 'failed' && (
        <div className="lesson-failed" role="alert">
          <h3>{words.failed}</h3>
          <p>{problem}</p>
          <button type="button" className="button" onClick={again}>
            {words.again}
          </button>
        </div>
      )}
    </>
  )
}

const AT_WORK: readonly PostStage[] = ['starting', 'running']

function Work() {
  const step = useFrame(state => state.progress.step)
  const last = useFrame(state => state.config.values.T)
  const unit = useFrame(state => unitOf(state.config).one)
  const paused = useFrame(state => state.phase === 'paused')
  const rl = usePostTraining(state => state.jobs.rl)
  const sharpen = usePostTraining(state => state.jobs.sharpen)
  const job = [rl, sharpen].find(each => AT_WORK.includes(each.stage))
  const share = job ? job.done : step / last
  return (
    <div className="lesson-work">
      <progress aria-hidden="true" value={share} max={1} />
      <p>
        {job ? words.working(formatPercent(job.done)) : words.revealing(formatCount(step), formatCount(last), unit)}
        {!job && paused && ` ${words.pausedHint}`}
      </p>
    </div>
  )
}

function Onwards({ lesson, step, page }: LessonPageProps) {
  const stage = usePlayer(state => state.stage)
  const source = usePlayer(state => state.source)
  const scene = useScene()
  const last = page === lesson.steps.length
  const todo = stage === 'revealed' && step.done && holds(scene, step.done.when) !== true ? step.done.todo : null
  const ready = stage === 'revealed' && todo === null
  return (
    <nav className="lesson-onwards" aria-label={words.pages}>
      {todo && (
        <p className="lesson-todo">
          {words.todo}: {todo}
        </p>
      )}
      <div className="lesson-buttons">
        <button type="button" className="button" disabled={page === 1} onClick={() => goToLesson(source, page - 1)}>
          {words.previous}
        </button>
        <button type="button" className={`button ${ready ? 'button-main' : ''}`} onClick={goOn}>
          {last ? words.finish : ready ? words.next : words.skip}
        </button>
        {stage === 'revealed' && (step.ask || step.reveal) && (
          <button type="button" className="button" onClick={again}>
            {words.again}
          </button>
        )}
      </div>
    </nav>
  )
}
