import type { Sheet } from './useSheet'

interface SheetButtonProps {
  readonly sheet: Sheet
  readonly name: string
}

/** Opens and closes the settings where there is no room to keep them in sight. */
export function SheetButton({ sheet: { open, id, toggle }, name }: SheetButtonProps) {
  return (
    <button type="button" className="button sheet-button" aria-expanded={open} aria-controls={id} onClick={toggle}>
      {name}
    </button>
  )
}
