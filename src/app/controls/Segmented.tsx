import { useId } from 'react'

interface SegmentedProps<T extends string> {
  readonly legend: string
  /** Shown above the segments, or only to assistive technology. */
  readonly legendHidden?: boolean
  readonly options: readonly { readonly value: T; readonly label: string; readonly description?: string }[]
  readonly value: T
  readonly onChoose: (value: T) => void
}

/** One choice out of a few: native radio buttons, drawn as joined segments. */
export function Segmented<T extends string>({ legend, legendHidden, options, value, onChoose }: SegmentedProps<T>) {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className={legendHidden ? 'visually-hidden' : undefined}>{legend}</legend>
      <div className="segments">
        {options.map(option => (
          <label key={option.value} title={option.description}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
