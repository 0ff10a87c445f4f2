import { memo } from 'react'
import type { NumberParameter } from '../../scenarios/parameter'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

interface WordControlProps {
  readonly parameter: NumberParameter
  readonly words: readonly string[]
}

/** A parameter whose values are a few words. */
export const WordControl = memo(function WordControl({ parameter, words }: WordControlProps) {
  const { id, label, help } = parameter
  const value = useSettings(state => state.config.values[id])
  const { set, endGesture } = useSettingsStore().getState()
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
        <p>{help}</p>
      </Help>
      <Segmented
        legend={label}
        legendHidden
        options={words.map(word => ({ value: word, label: word }))}
        value={words[value]}
        onChoose={word => {
          set(id, words.indexOf(word))
          endGesture()
        }}
      />
    </div>
  )
})
