import { memo } from 'react'
import { defaultOf } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { NumberSetting } from './NumberSetting'
import { useSettings, useSettingsStore } from './settings'

/** One numeric parameter of the experiment. */
export const NumberControl = memo(function NumberControl({ parameter }: { readonly parameter: NumberParameter }) {
  const { id } = parameter
  const value = useSettings(state => state.config.values[id])
  const usual = useSettings(state => defaultOf(state.config, id))
  const store = useSettingsStore()
  const { set, endGesture, resetParameter } = store.getState()
  return (
    <NumberSetting
      parameter={parameter}
      value={value}
      usual={usual}
      set={asked => {
        set(id, asked)
        return store.getState().config.values[id]
      }}
      endGesture={endGesture}
      reset={() => resetParameter(id)}
    />
  )
})
