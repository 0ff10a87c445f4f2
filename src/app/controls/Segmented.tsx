import { memo, type ReactNode, useId } from 'react'

interface SegmentedProps<T extends string> {
  readonly legend: ReactNode
  /** Shown above the segments, or only to assistive technology. */
  readonly legendHidden?: boolean
  readonly options: readonly { readonly value: T; readonly label: string; readonly description?: string }[]
  readonly value: T
  readonly onChoose: (value: T) => void
  /** Shared by the parts of one choice that is spread over several rows. */
  readonly name?: string
}

/** One choice out of a few: native radio buttons, drawn as joined segments. */
export const Segmented = memo(Segments) as typeof Segments

function Segments<T extends string>(props: SegmentedProps<T>) {
  const { legend, legendHidden, options, value, onChoose } = props
  const ownName = useId()
  return (
    <fieldset className="segmented">
      <legend className={legendHidden ? 'visually-hidden' : undefined}>{legend}</legend>
      <div className="segments">
        {options.map(option => (
          <label key={option.value} title={option.description}>
            <input
              type="radio"
              name={props.name ?? ownName}
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
