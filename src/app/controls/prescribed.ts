import { nearestValid } from '../../config/parameters'
import { SHARED_PARAMETERS } from '../../config/schema'
import type { NumberParameter } from '../../scenarios/parameter'
import type { Circumstances, Theory } from '../../training/rule'

/** A setting that a theorem asks for. */
export interface Prescribed {
  readonly parameter: NumberParameter
  /** To three digits, and within the parameter's range. */
  readonly value: number
  /** Whether the range kept it from what the theorem says. */
  readonly clipped: boolean
}

/** What the theorem prescribes, in the order of the controls; nothing where it says nothing. */
export function prescribedBy(theory: Theory, circumstances: Circumstances): Prescribed[] {
  const settings: Readonly<Record<string, number>> = { ...theory.settings(circumstances) }
  return SHARED_PARAMETERS.filter(({ id }) => id in settings).map(parameter => {
    // η bounds the step from above, and must not be rounded past its bound.
    const rounded = parameter.id === 'eta' ? roundedDown(settings.eta) : Number(settings[parameter.id].toPrecision(3))
    const value = nearestValid(parameter, rounded)
    return { parameter, value, clipped: value !== rounded }
  })
}

function roundedDown(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2)
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(3))
}
