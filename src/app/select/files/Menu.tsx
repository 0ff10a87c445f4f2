interface MenuProps<T extends string> {
  readonly label: string
  readonly options: readonly (readonly [value: T, words: string])[]
  readonly value: T
  readonly disabled?: boolean
  readonly onChoose: (value: T) => void
}

/** A choice that stands in a line of text or in a table; its label is for assistive technology. */
export function Menu<T extends string>({ label, options, value, disabled = false, onChoose }: MenuProps<T>) {
  return (
    <select
      className="menu"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={({ target }) => onChoose(target.value as T)}
    >
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  )
}
