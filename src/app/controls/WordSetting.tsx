import type { NumberParameter } from '../../scenarios/parameter'
import { Notation } from '../Notation'
import { Help } from './Help'
import { Segmented } from './Segmented'

interface WordSettingProps {
  readonly parameter: Pick<NumberParameter, 'id' | 'label' | 'help'>
  /** Names of the values 0, 1, 2 … */
  readonly words: readonly string[]
  /** One that has no name leaves all unmarked. */
  readonly value: number
  readonly onChoose: (value: number) => void
}

/** Label, explanation and choice of a parameter whose values are a few words. */
export function WordSetting({ parameter, words, value, onChoose }: WordSettingProps) {
  const { id, label, help } = parameter
  return (
    <div className="control" data-parameter={id}>
      <Help
        about={label}
        line={button => (
          <div className="control-line">
            <span className="control-label" aria-hidden="true">
              {label}
            </span>
            {button}
          </div>
        )}
      >
        <p>
          <Notation text={help} />
        </p>
      </Help>
      <Segmented
        legend={label}
        legendHidden
        options={words.map(word => ({ value: word, label: word }))}
        value={words[value] ?? ''}
        onChoose={word => onChoose(words.indexOf(word))}
      />
    </div>
  )
}
