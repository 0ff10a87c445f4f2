import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../../text/format'
import { settingsText } from '../../text/settings'
import { Notation } from '../Notation'
import { Help } from './Help'
import { NumberField } from './NumberField'
import { fromSlider, sliderRange, toSlider, valueAfterKey } from './slider'

/** A numeric parameter's value, and what can be done to it. */
export interface Setting {
  readonly parameter: NumberParameter
  readonly value: number
  /** The default. */
  readonly usual: number
  /** @returns the value as it was taken */
  set(value: number): number
  /** To be called after a `set`, or after the last one of a drag. */
  endGesture(): void
  reset(): void
}

/** Symbol, label, slider, field, explanation and way back to the default of one numeric parameter. */
export function NumberSetting(setting: Setting) {
  const { parameter, value, usual, set, endGesture, reset } = setting
  const { id, symbol, label, help } = parameter
  const labelId = useId()
  return (
    <div className="control" data-parameter={id}>
      <Help
        about={label}
        line={button => (
          <div className="control-line">
            <span id={labelId} className="control-label">
              {symbol !== id || symbol.length === 1 ? (
                <var>
                  <Notation text={symbol} />
                </var>
              ) : null}{' '}
              {label}
            </span>
            {button}
            <NumberField
              parameter={parameter}
              value={value}
              labelledBy={labelId}
              onCommit={typed => {
                const taken = set(typed)
                endGesture()
                return taken
              }}
            />
          </div>
        )}
      >
        <p>
          <Notation text={help} />
        </p>
      </Help>
      <Slider {...setting} labelledBy={labelId} />
      {value !== usual && (
        <button type="button" className="reset-button" onClick={reset}>
          {settingsText.backTo(formatSetting(usual))}
          <span className="visually-hidden">{settingsText.defaultOf(label)}</span>
        </button>
      )}
    </div>
  )
}

/** Milliseconds after the last key at which a gesture by keys is over. */
const LAST_KEY = 800

function Slider({ parameter, value, set, endGesture, labelledBy }: Setting & { readonly labelledBy: string }) {
  const { min, max } = sliderRange(parameter)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = valueAfterKey(parameter, value, event.key)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set(next)
    clearTimeout(pause.current)
    pause.current = setTimeout(endGesture, LAST_KEY)
  }
  const end = (): void => {
    clearTimeout(pause.current)
    endGesture()
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
      onChange={event => set(fromSlider(parameter, Number(event.target.value)))}
      onKeyDown={onKeyDown}
      onPointerUp={end}
      onBlur={end}
    />
  )
}
