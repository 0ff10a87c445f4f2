import { useMemo } from 'react'
import type { Ask } from '../../config/lesson/ask'
import type { Lesson, LessonStep } from '../../config/lesson/lesson'
import type { Shown } from '../../config/lesson/quantity'
import { fractionOn } from '../../state/lesson/axis'
import { holds } from '../../state/lesson/condition'
import { lessonStart } from '../../state/lesson/place'
import { usePlayer } from '../../state/lesson/playerState'
import { truthOfLine } from '../../state/lesson/prediction'
import { evaluate } from '../../state/lesson/quantity'
import type { Scene } from '../../state/lesson/scene'
import { lessonPlayerText as words, writeQuantity } from '../../text/lessonPlayer'
import { texOf } from './Formula'
import { Axes, type LineAsk, ROOM } from './LinePlot'
import { Tex } from './Tex'
import { Words } from './Words'

interface HandoutProps {
  readonly lesson: Lesson
  /** Whether what was computed in this session stands on a last page. */
  readonly answers: boolean
}

/** The whole lesson on paper, with room for guesses and notes; seen only in print. */
export function Handout({ lesson, answers }: HandoutProps) {
  const scenes = usePlayer(state => state.scenes)
  // A link that holds the whole lesson cannot be typed from paper.
  const source = usePlayer(state => state.source)
  return (
    <section className="handout" aria-hidden="true">
      <h1>{lesson.title}</h1>
      <p className="handout-name">{words.handoutName}:</p>
      <p>{lesson.summary}</p>
      <Points name={words.needs} points={lesson.needs} />
      <Points name={words.learns} points={lesson.learns} />
      {lesson.steps.map((step, i) => (
        <HandoutPage key={step.title} step={step} number={i + 1} />
      ))}
      {!source?.startsWith('data:') && (
        <p className="handout-link">
          {words.handoutLink}: {lessonStart()}
        </p>
      )}
      {answers && (
        <div className="handout-answers">
          <h2>{words.handoutAnswers}</h2>
          <p>{scenes.size > 0 ? words.handoutAnswered : words.handoutNothing}</p>
          {lesson.steps.map((step, i) => {
            const scene = scenes.get(i + 1)
            return scene && <PageAnswers key={step.title} step={step} number={i + 1} scene={scene} />
          })}
        </div>
      )}
    </section>
  )
}

interface PointsProps {
  readonly name: string
  readonly points: readonly string[] | undefined
}

function Points({ name, points = [] }: PointsProps) {
  if (points.length === 0) return null
  return (
    <div className="handout-points">
      <p>{name}:</p>
      <ul>
        {points.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  )
}

interface PageProps {
  readonly step: LessonStep
  readonly number: number
}

function HandoutPage({ step, number }: PageProps) {
  return (
    <div className="handout-page">
      <h2>
        {number}. {step.title}
      </h2>
      <Words live={step.live} value={blank}>
        {step.text}
      </Words>
      {step.formula && <Tex tex={texOf(step.formula)} display />}
      {step.formula?.symbols?.map(({ id, tex, means }) => (
        <p key={id} className="handout-symbol">
          <Tex tex={tex} /> – {means}
        </p>
      ))}
      {step.ask && (
        <>
          <Words>{step.ask.question}</Words>
          <Room ask={step.ask} />
        </>
      )}
      <p className="handout-room">{words.handoutSaw}:</p>
    </div>
  )
}

/** A value that is found out at the screen. */
function blank() {
  return '______'
}

function Room({ ask }: { readonly ask: Ask }) {
  if (ask.kind === 'choice') {
    return (
      <ul className="handout-options">
        {ask.options.map(({ text }) => (
          <li key={text}>
            <span className="handout-box" />
            <Words>{text}</Words>
          </li>
        ))}
      </ul>
    )
  }
  if (ask.kind === 'number') {
    return (
      <p className="handout-guess">
        {words.handoutGuess}, {ask.label}, {writeQuantity(ask.min, ask.as)} – {writeQuantity(ask.max, ask.as)}: ______
      </p>
    )
  }
  return <BlankPlot ask={ask} />
}

/** Size of an empty plot on paper, px. */
const PAPER = { width: 520, height: 230 }

function BlankPlot({ ask }: { readonly ask: LineAsk }) {
  const { x, y } = ask
  const across = { min: x.values[0], max: x.values[x.values.length - 1], scale: x.scale }
  const left = (value: number) => ROOM.left + fractionOn(across, value) * (PAPER.width - ROOM.left - ROOM.right)
  const top = (value: number) => ROOM.top + (1 - fractionOn(y, value)) * (PAPER.height - ROOM.top - ROOM.bottom)
  return (
    <>
      <p>{y.label}</p>
      <svg width={PAPER.width} height={PAPER.height} aria-hidden="true">
        <Axes ask={ask} left={left} top={top} width={PAPER.width} height={PAPER.height} />
      </svg>
    </>
  )
}

function PageAnswers({ step, number, scene }: PageProps & { readonly scene: Scene }) {
  const value = useMemo(() => (shown: Shown) => writeQuantity(evaluate(scene, shown.value), shown.as), [scene])
  const { ask, outcome, claims = [], source, live } = step
  return (
    <div className="handout-page">
      <h3>
        {number}. {step.title}
      </h3>
      {ask?.kind === 'choice' && (
        <ul>
          {ask.options.map(option => (
            <li key={option.text}>
              {holds(scene, option.right) ? '✓' : '✗'} <Words>{option.text}</Words>
            </li>
          ))}
        </ul>
      )}
      {ask?.kind === 'number' && (
        <p>
          {ask.label}: {writeQuantity(evaluate(scene, ask.truth), ask.as)}
        </p>
      )}
      {ask?.kind === 'line' && (
        <p>
          {words.handoutAxis(ask.x.label, ask.y.label)}:{' '}
          {truthOfLine(scene, ask)
            .map((each, i) => `${writeQuantity(ask.x.values[i], ask.x.as)}: ${writeQuantity(each, ask.y.as)}`)
            .join('; ')}
        </p>
      )}
      {outcome && (
        <Words live={live} value={value}>
          {outcome}
        </Words>
      )}
      {claims.map(claim => (
        <div key={claim.text} className="handout-claim">
          {holds(scene, claim.holds) ? '✓' : '✗'}{' '}
          <Words live={live} value={value}>
            {claim.text}
          </Words>
        </div>
      ))}
      {source && (
        <p>
          {words.source}: {source}
        </p>
      )}
    </div>
  )
}
