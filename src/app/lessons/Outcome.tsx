import { Fragment } from 'react'
import type { Ask } from '../../config/lesson/ask'
import type { Claim, LessonStep } from '../../config/lesson/lesson'
import { comparisonsIn, holds, sidesOf } from '../../state/lesson/condition'
import { usePlayer } from '../../state/lesson/playerState'
import { truthOfLine, type Verdict, verdictOf } from '../../state/lesson/prediction'
import type { Prediction, Scene } from '../../state/lesson/scene'
import { lessonPlayerText as words, writeQuantity } from '../../text/lessonPlayer'
import { AsTable } from '../charts/AsTable'
import { LinePlot } from './LinePlot'
import { useScene } from './useScene'
import { Words } from './Words'

/** What happened, beside what was predicted: all of it computed from the runs on the page. */
export function Outcome({ step }: { readonly step: LessonStep }) {
  const scene = useScene()
  const page = usePlayer(state => state.page)
  const prediction = usePlayer(state => state.predictions.get(page)) ?? null
  const { ask, outcome, claims = [], source, live } = step
  return (
    <section className="lesson-outcome">
      <h3>{words.outcome}</h3>
      {ask && <Predicted ask={ask} prediction={prediction} scene={scene} />}
      {outcome && <Words live={live}>{outcome}</Words>}
      {claims.length > 0 && (
        <ul className="lesson-claims">
          {claims.map(claim => (
            <ClaimLine key={claim.text} claim={claim} scene={scene} live={live} />
          ))}
        </ul>
      )}
      {source && (
        <p className="lesson-source">
          {words.source}: <cite>{source}</cite>
        </p>
      )}
    </section>
  )
}

interface PredictedProps {
  readonly ask: Ask
  readonly prediction: Prediction | null
  readonly scene: Scene
}

function Predicted({ ask, prediction, scene }: PredictedProps) {
  const verdict = prediction && verdictOf(scene, ask, prediction)
  const values = prediction?.kind === 'line' ? prediction.values : null
  return (
    <div className="lesson-verdict">
      {prediction === null && <p>{words.withoutGuess}</p>}
      {ask.kind === 'choice' && <Answers ask={ask} prediction={prediction} scene={scene} />}
      {ask.kind === 'line' && (
        <>
          <p className="line-axis-name">
            {ask.y.label}
            <span className="line-key">
              {values && <span className="key-guess">{words.predicted}</span>}
              <span className="key-truth">{words.computed}</span>
            </span>
          </p>
          <LinePlot ask={ask} values={values} truth={truthOfLine(scene, ask)} />
          <AsTable
            caption={words.lineTable}
            head={words.lineHead(ask.x.label)}
            rows={() =>
              truthOfLine(scene, ask).map((value, i) => [
                writeQuantity(ask.x.values[i], ask.x.as),
                writeQuantity(values?.[i] ?? null, ask.y.as),
                writeQuantity(value, ask.y.as),
              ])
            }
          />
        </>
      )}
      {verdict && prediction && <p className="lesson-said">{verdictSentence(ask, prediction, verdict)}</p>}
    </div>
  )
}

/** What became of a prediction, in a sentence. */
export function verdictSentence(ask: Ask, prediction: Prediction, verdict: Verdict): string {
  if (verdict.kind === 'choice' && ask.kind === 'choice') {
    if (verdict.hit) return words.hit
    if (verdict.right.length === 0) return words.noneRight
    return words.missed(verdict.right.map(i => `“${plain(ask.options[i].text)}”`).join(', '))
  }
  if (verdict.kind === 'number' && ask.kind === 'number' && prediction.kind === 'number') {
    return words.numberVerdict(ask, prediction.value, verdict.truth, verdict.distance, verdict.above)
  }
  return verdict.kind === 'line' && ask.kind === 'line' ? words.lineVerdict(ask.y, verdict.distance) : ''
}

/** Without what marks formulas. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}

function Answers({ ask, prediction, scene }: PredictedProps & { readonly ask: Extract<Ask, { kind: 'choice' }> }) {
  return (
    <ul className="lesson-answers">
      {ask.options.map((option, i) => {
        const right = holds(scene, option.right)
        const own = prediction?.kind === 'choice' && prediction.option === i
        return (
          <li key={option.text} className={right ? 'answer-right' : ''}>
            <span className="answer-mark" aria-hidden="true">
              {right === null ? '?' : right ? '✓' : '✗'}
            </span>
            <Words>{option.text}</Words>
            <span className="answer-note">
              {[...(own ? [words.chosen] : []), ...(right ? [words.right] : [])].join(', ')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

interface ClaimLineProps {
  readonly claim: Claim
  readonly scene: Scene
  readonly live: LessonStep['live']
}

function ClaimLine({ claim, scene, live }: ClaimLineProps) {
  const is = holds(scene, claim.holds)
  const word = is === null ? words.open : is ? words.holds : words.broken
  return (
    <li className={`claim claim-${is === null ? 'open' : is ? 'holds' : 'broken'}`}>
      <span className="answer-mark" aria-hidden="true">
        {is === null ? '?' : is ? '✓' : '✗'}
      </span>
      <Words live={live}>{claim.text}</Words>
      <span className="claim-sides">
        {word}
        {comparisonsIn(claim.holds).map((comparison, i) => {
          const [left, right] = sidesOf(scene, comparison)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the comparisons of a claim keep their places
            <Fragment key={i}>
              {i === 0 ? ': ' : '; '}
              {words.sides(writeQuantity(left), comparison.is, writeQuantity(right))}
            </Fragment>
          )
        })}
      </span>
    </li>
  )
}
