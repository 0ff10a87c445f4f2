import { memo } from 'react'
import type { NumberParameter } from '../../scenarios/parameter'
import { useSettings, useSettingsStore } from './settings'
import { WordSetting } from './WordSetting'

interface WordControlProps {
  readonly parameter: NumberParameter
  readonly words: readonly string[]
}

/** A parameter of the experiment whose values are a few words. */
export const WordControl = memo(function WordControl({ parameter, words }: WordControlProps) {
  const { id } = parameter
  const value = useSettings(state => state.config.values[id])
  const { set, endGesture } = useSettingsStore().getState()
  const choose = (chosen: number) => {
    set(id, chosen)
    endGesture()
  }
  return <WordSetting parameter={parameter} words={words} value={value} onChoose={choose} />
})
