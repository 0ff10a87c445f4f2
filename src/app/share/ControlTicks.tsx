import type { View } from '../../config/link'
import { parametersInUse } from '../../config/parameters'
import { CONTROLS, PARAMETERS } from '../../config/presentation'
import { SELECT_PARAMETERS } from '../../config/select'
import { useLab } from '../../state/lab'
import { controlName } from '../../text/share'

interface ControlTicksProps {
  readonly legend: string
  readonly options: readonly string[]
  readonly ticked: readonly string[]
  readonly onChange: (ticked: readonly string[]) => void
  readonly nameOf?: (id: string) => string
}

/** Tick boxes for a few of the controls, or charts, of the page. */
export function ControlTicks({ legend, options, ticked, onChange, nameOf }: ControlTicksProps) {
  const config = useLab(state => state.config)
  const named = nameOf ?? (id => controlName(id, config))
  const toggle = (id: string): void =>
    onChange(options.filter(option => (option === id ? !ticked.includes(id) : ticked.includes(option))))
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {options.map(id => (
        <label key={id}>
          <input type="checkbox" checked={ticked.includes(id)} onChange={() => toggle(id)} /> {named(id)}
        </label>
      ))}
    </fieldset>
  )
}

/** The controls that a page of a view has: parameters that the present settings do not use are left out. */
export function controlsOf(view: View): readonly string[] {
  const { config } = useLab.getState()
  const used = new Set(parametersInUse(config).map(({ id }) => id))
  const ofSelect = new Set(SELECT_PARAMETERS.map(({ id }) => id))
  const elsewhere: Readonly<Record<string, View>> = { sweep: 'sweep', panel: 'select' }
  return CONTROLS.filter(id => {
    if (ofSelect.has(id)) return view === 'select'
    if (elsewhere[id]) return elsewhere[id] === view
    return used.has(id) || !PARAMETERS.includes(id)
  })
}
