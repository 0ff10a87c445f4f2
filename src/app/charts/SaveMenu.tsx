import { type FocusEvent, useRef } from 'react'
import { PICTURE_KINDS, saveFigure } from './saveFigure'

interface SaveMenuProps {
  /** Of the file, without its ending; also tells the menus of a page apart. */
  readonly name: string
}

/** Saves the figure that it stands in. */
export function SaveMenu({ name }: SaveMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = (): void => {
    if (menu.current) menu.current.open = false
  }
  const onBlur = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) close()
  }
  return (
    <details
      ref={menu}
      className="save-menu"
      onBlur={onBlur}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return
        close()
        menu.current?.querySelector('summary')?.focus()
      }}
    >
      <summary>
        Save<span className="visually-hidden"> the figure “{name}”</span>
      </summary>
      <div className="save-kinds">
        {PICTURE_KINDS.map(kind => (
          <button
            key={kind}
            type="button"
            className="small-button"
            onClick={({ currentTarget }) => {
              const figure = currentTarget.closest('figure')
              close()
              if (figure) void saveFigure(figure, `coverage-lab ${name}`, kind)
            }}
          >
            as {kind}
          </button>
        ))}
      </div>
    </details>
  )
}
