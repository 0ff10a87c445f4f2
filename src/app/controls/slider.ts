import { inWords, nearestValid, parseNumber, rangeInWords } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../../text/format'
import { settingsText } from '../../text/settings'

/** Range of a slider's own coordinate: the value itself, or its logarithm where the parameter is logarithmic. */
export function sliderRange(parameter: NumberParameter): { min: number; max: number } {
  return { min: toSlider(parameter, parameter.min), max: toSlider(parameter, lastOf(parameter)) }
}

/** Where its slider ends, which a value that was typed may lie beyond. */
export function lastOf({ sliderMax, max }: NumberParameter): number {
  return sliderMax ?? max
}

/** A value in the slider's coordinate. */
export function toSlider({ scale }: NumberParameter, value: number): number {
  return scale === 'log' ? Math.log(value) : value
}

/** The value at a place of the slider, rounded as a person would write it. */
export function fromSlider(parameter: NumberParameter, place: number): number {
  const value = parameter.scale === 'log' ? Math.exp(place) : place
  return nearestValid(parameter, rounded(parameter, value))
}

/** Where the arrow keys lead: one step or ten, by about 5 % on a logarithmic slider; never back to the same value. */
export function stepped(parameter: NumberParameter, value: number, steps: number): number {
  const { min, max } = sliderRange(parameter)
  const whole = parameter.kind === 'integer'
  const unit = parameter.scale === 'log' ? 0.05 : whole ? Math.max(1, Math.round((max - min) / 200)) : (max - min) / 100
  const moved = fromSlider(parameter, toSlider(parameter, value) + steps * unit)
  if (moved !== value || !whole) return moved
  return nearestValid(parameter, value + Math.sign(steps))
}

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

/** The value after a key is pressed on a slider, or null for keys that do not move sliders. */
export function valueAfterKey(parameter: NumberParameter, value: number, key: string): number | null {
  if (key === 'Home') return parameter.min
  if (key === 'End') return lastOf(parameter)
  const steps = STEPS[key]
  return steps === undefined ? null : stepped(parameter, value, steps)
}

/** Commas between thousands, and nowhere else: in “0,003” somebody means a decimal. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(?!\d|,)/

/** The number that was typed into a field, thousands separated by commas or not; null where the text is none. */
export function readTyped(text: string): number | null {
  const typed = text.trim()
  return parseNumber(GROUPED.test(typed) ? typed.replaceAll(',', '') : typed)
}

/**
 * What was not taken as typed, in a sentence; null where it was.
 * @param value what the parameter has now
 */
export function aboutTyped(parameter: NumberParameter, text: string, value: number): string | null {
  const { symbol } = parameter
  const typed = readTyped(text)
  if (typed === null) {
    const what = text.trim() === '' ? settingsText.nothingTyped : settingsText.notANumber(text.trim().slice(0, 20))
    return settingsText.stays(what, symbol, said(value))
  }
  if (typed === value) return null
  if (nearestValid(parameter, typed) === value) {
    return settingsText.outOfRange(symbol, rangeInWords(parameter), said(value))
  }
  const asked = Number.isFinite(typed) ? said(typed) : settingsText.thatLarge
  return settingsText.cannotBe(symbol, asked, said(value))
}

/** A setting in a sentence, of as many digits as its field shows. */
function said(value: number): string {
  return inWords(Number(formatSetting(value)))
}

function rounded({ kind, scale }: NumberParameter, value: number): number {
  if (kind === 'integer') return Math.round(value)
  return Number(value.toPrecision(scale === 'log' && value < 1000 ? 3 : 4))
}
