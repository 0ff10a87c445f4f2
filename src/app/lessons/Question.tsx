import { useId, useState } from 'react'
import type { Ask } from '../../config/lesson/ask'
import { nearestValid } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { fractionAfterKey, fractionOn, middleOf, valueOn } from '../../state/lesson/axis'
import { predict } from '../../state/lesson/player'
import { usePlayer } from '../../state/lesson/playerState'
import type { Prediction } from '../../state/lesson/scene'
import { lessonPlayerText as words, writeQuantity } from '../../text/lessonPlayer'
import { NumberField } from '../controls/NumberField'
import { LinePlot } from './LinePlot'
import { Words } from './Words'

/** What a page asks before it reveals. Nothing is shown until an answer is given, or declined. */
export function Question({ ask }: { readonly ask: Ask }) {
  const page = usePlayer(state => state.page)
  const before = usePlayer(state => state.predictions.get(page)) ?? null
  const [guess, setGuess] = useState<Prediction | null>(before ?? opening(ask))
  const titleId = useId()
  return (
    <section className="lesson-ask" aria-labelledby={titleId}>
      <h3 id={titleId}>{words.prediction}</h3>
      <Words>{ask.question}</Words>
      {ask.kind === 'choice' && (
        <Choice ask={ask} chosen={guess?.kind === 'choice' ? guess.option : null} onChoose={setGuess} />
      )}
      {ask.kind === 'number' && guess?.kind === 'number' && (
        <NumberGuess ask={ask} value={guess.value} onSet={value => setGuess({ kind: 'number', value })} />
      )}
      {ask.kind === 'line' && guess?.kind === 'line' && (
        <>
          <p className="line-axis-name">{ask.y.label}</p>
          <LinePlot ask={ask} values={guess.values} onMove={values => setGuess({ kind: 'line', values })} />
          <p className="lesson-hint">{words.lineHow}</p>
        </>
      )}
      <div className="lesson-buttons">
        <button
          type="button"
          className="button button-main"
          disabled={guess === null}
          onClick={() => guess && predict(guess)}
        >
          {words.guess}
        </button>
        <button type="button" className="button" onClick={() => predict(null)}>
          {words.noGuess}
        </button>
      </div>
    </section>
  )
}

/** Where a guess starts: nowhere for answers, in the middle of an axis. */
function opening(ask: Ask): Prediction | null {
  if (ask.kind === 'number') return { kind: 'number', value: middleOf(ask) }
  if (ask.kind === 'line') return { kind: 'line', values: ask.x.values.map(() => middleOf(ask.y)) }
  return null
}

interface ChoiceProps {
  readonly ask: Extract<Ask, { readonly kind: 'choice' }>
  readonly chosen: number | null
  readonly onChoose: (prediction: Prediction) => void
}

function Choice({ ask, chosen, onChoose }: ChoiceProps) {
  const name = useId()
  return (
    <fieldset className="lesson-options">
      <legend className="visually-hidden">{ask.question}</legend>
      {ask.options.map((option, i) => (
        <label key={option.text}>
          <input
            type="radio"
            name={name}
            checked={chosen === i}
            onChange={() => onChoose({ kind: 'choice', option: i })}
          />
          <Words>{option.text}</Words>
        </label>
      ))}
    </fieldset>
  )
}

interface NumberGuessProps {
  readonly ask: Extract<Ask, { readonly kind: 'number' }>
  readonly value: number
  readonly onSet: (value: number) => void
}

function NumberGuess({ ask, value, onSet }: NumberGuessProps) {
  const labelId = useId()
  const unitId = useId()
  const { label, min, max, scale } = ask
  // A share is typed as it is spoken of: in percent.
  const percent = ask.as === 'percent'
  const typedAs = (share: number): number => (percent ? Number((100 * share).toPrecision(12)) : share)
  const parameter: NumberParameter = {
    kind: 'number',
    id: 'guess',
    symbol: percent ? words.inPercent : words.yourGuess,
    label,
    help: '',
    min: typedAs(min),
    max: typedAs(max),
    scale,
  }
  const fraction = fractionOn(ask, value)
  return (
    <div className="control">
      <div className="control-line">
        <span id={labelId} className="control-label">
          {label}
        </span>
        <NumberField
          parameter={parameter}
          value={typedAs(value)}
          labelledBy={percent ? `${labelId} ${unitId}` : labelId}
          onCommit={typed => {
            const taken = nearestValid(parameter, typed)
            onSet(percent ? taken / 100 : taken)
            return taken
          }}
        />
        {percent && <span id={unitId}>%</span>}
      </div>
      <input
        className="slider"
        type="range"
        min={0}
        max={1}
        step="any"
        value={fraction}
        aria-labelledby={labelId}
        aria-valuetext={writeQuantity(value, ask.as)}
        onChange={event => onSet(valueOn(ask, Number(event.target.value)))}
        onKeyDown={event => {
          const next = fractionAfterKey(fraction, event.key)
          if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          onSet(valueOn(ask, next))
        }}
      />
      <p className="lesson-ends">
        <span>{writeQuantity(min, ask.as)}</span>
        <strong>{writeQuantity(value, ask.as)}</strong>
        <span>{writeQuantity(max, ask.as)}</span>
      </p>
    </div>
  )
}
