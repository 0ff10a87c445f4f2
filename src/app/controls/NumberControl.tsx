import { type KeyboardEvent, memo, useId } from 'react'
import { defaultOf } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../format'
import { Help } from './Help'
import { NumberField } from './NumberField'
import { useSettings, useSettingsStore } from './settings'
import { fromSlider, sliderRange, toSlider, valueAfterKey } from './slider'

/** Symbol, label, slider, field, explanation and way back to the default of one numeric parameter. */
export const NumberControl = memo(function NumberControl({ parameter }: { readonly parameter: NumberParameter }) {
  const { id, symbol, label, help } = parameter
  const value = useSettings(state => state.config.values[id])
  const usual = useSettings(state => defaultOf(state.config, id))
  const store = useSettingsStore()
  const { set, endGesture, resetParameter } = store.getState()
  const labelId = useId()

  return (
    <div className="control" data-parameter={id}>
      <Help
        about={label}
        line={button => (
          <div className="control-line">
            <span id={labelId} className="control-label">
              {symbol !== id || symbol.length === 1 ? <MathSymbol text={symbol} /> : null} {label}
            </span>
            {button}
            <NumberField
              parameter={parameter}
              value={value}
              labelledBy={labelId}
              onCommit={typed => {
                set(id, typed)
                endGesture()
                return store.getState().config.values[id]
              }}
            />
          </div>
        )}
      >
        <p>{help}</p>
      </Help>
      <Slider parameter={parameter} value={value} labelledBy={labelId} />
      {value !== usual && (
        <button type="button" className="reset-button" onClick={() => resetParameter(id)}>
          back to {formatSetting(usual)}
          <span className="visually-hidden">, the default of {label}</span>
        </button>
      )}
    </div>
  )
})

/** What follows an underscore is an index. */
function MathSymbol({ text }: { readonly text: string }) {
  const [base, index] = text.split('_')
  return (
    <var>
      {base}
      {index && <sub>{index}</sub>}
    </var>
  )
}

interface SliderProps {
  readonly parameter: NumberParameter
  readonly value: number
  readonly labelledBy: string
}

function Slider({ parameter, value, labelledBy }: SliderProps) {
  const { set, endGesture } = useSettingsStore().getState()
  const { min, max } = sliderRange(parameter)

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = valueAfterKey(parameter, value, event.key)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set(parameter.id, next)
  }

  return (
    <input
      className="slider"
      type="range"
      min={min}
      max={max}
      step={parameter.kind === 'integer' && parameter.scale === 'linear' ? 1 : 'any'}
      value={Math.min(max, toSlider(parameter, value))}
      aria-labelledby={labelledBy}
      aria-valuetext={formatSetting(value)}
      onChange={event => set(parameter.id, fromSlider(parameter, Number(event.target.value)))}
      onKeyDown={onKeyDown}
      onPointerUp={endGesture}
      onBlur={endGesture}
    />
  )
}
