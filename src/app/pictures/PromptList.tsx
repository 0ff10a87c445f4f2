import { memo, useId } from 'react'
import { coveredOr } from '../../text/coveredPair'
import { shortPercent } from '../../text/format'
import { picturesText } from '../../text/pictures'
import { useChosen } from './chosen'
import { isCovered, type WatchedRow, weightingInWords } from './watched'

interface PromptListProps {
  readonly rows: readonly WatchedRow[]
  /** The held-out response whose graph is drawn. */
  readonly shown: number
  readonly N: number
  readonly scenario: string
}

/** The watched prompts as one choice: native radio buttons, so that the arrow keys go from prompt to prompt. */
export function PromptList({ rows, shown, N, scenario }: PromptListProps) {
  const group = useId()
  const missed = rows.filter(({ logRatio }) => !isCovered(logRatio, N)).length
  return (
    <fieldset className="prompts">
      <legend>{picturesText.prompts(missed, rows.length, N)} </legend>
      <p className="prompt-head" aria-hidden="true">
        <span />
        {picturesText.promptHead.map(cell => (
          <span key={cell}>{cell}</span>
        ))}
      </p>
      <div className="prompt-rows">
        {rows.map(({ response, name, logRatio, rewarded }) => (
          <Row
            key={response}
            group={group}
            name={name}
            weighting={weightingInWords(logRatio)}
            covered={isCovered(logRatio, N)}
            rewarded={shortPercent(rewarded)}
            shown={response === shown}
            response={response}
            scenario={scenario}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface RowProps {
  readonly group: string
  readonly name: string
  readonly weighting: string
  readonly covered: boolean
  readonly rewarded: string
  readonly shown: boolean
  readonly response: number
  readonly scenario: string
}

const Row = memo(function Row({ group, name, weighting, covered, rewarded, shown, response, scenario }: RowProps) {
  return (
    <label className={covered ? 'prompt-row' : 'prompt-row missed'}>
      <input
        type="radio"
        name={group}
        checked={shown}
        onChange={() => useChosen.getState().choosePrompt(scenario, response)}
      />
      <span aria-hidden="true">{coveredOr(covered).sign}</span>
      <span>{name}</span>
      <span>
        {weighting}
        <span className="visually-hidden">{picturesText.promptMarked(coveredOr(covered).word)}</span>
      </span>
      <span>{rewarded}</span>
    </label>
  )
})
