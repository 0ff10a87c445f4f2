import { type FocusEvent, memo, type RefObject, useRef } from 'react'
import { chartText } from '../../text/charts'
import type { ChartTable } from './chartTable'
import { runCaption } from './runCaption'

const PICTURE_KINDS = ['SVG', 'PNG'] as const
const DATA_KINDS = ['CSV', 'JSON'] as const
export type SaveKind = (typeof PICTURE_KINDS | typeof DATA_KINDS)[number]

interface SaveMenuProps {
  /** Of the file, without its ending; also tells the menus of a page apart. */
  readonly name: string
  /** As it is when it is saved: the menu need not be drawn with it. */
  readonly figure: RefObject<SavedFigure>
}

interface SavedFigure {
  /** What is seen in the figure. */
  readonly title: string
  /** What can be saved as data. */
  readonly table: ChartTable
  /** Written below the figure, above the link. */
  readonly caption: (() => string) | undefined
}

/** Saves the figure that it stands in, with a caption and the link, and its data. */
export const SaveMenu = memo(function SaveMenu({ name, figure: saved }: SaveMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = (): void => {
    if (menu.current) menu.current.open = false
  }
  const onBlur = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) close()
  }
  const saveAs = async (kind: SaveKind, button: HTMLElement): Promise<void> => {
    const figure = button.closest('figure')
    menu.current?.querySelector('summary')?.focus()
    close()
    // Nothing of it is needed before.
    const { saveData, savePicture } = await import('./saveFigure')
    const { title, table, caption = runCaption } = saved.current
    const about = { chart: name, title, caption: caption() }
    if (kind === 'CSV' || kind === 'JSON') saveData(table, about, kind)
    else if (figure) await savePicture(figure, about, kind)
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
        {chartText.save}
        <span className="visually-hidden">{chartText.saveOf(name)}</span>
      </summary>
      <div className="save-kinds">
        {[...PICTURE_KINDS, ...DATA_KINDS].map(kind => (
          <button
            key={kind}
            type="button"
            className="small-button"
            onClick={({ currentTarget }) => void saveAs(kind, currentTarget)}
          >
            {chartText.saveAs(kind)}
          </button>
        ))}
      </div>
    </details>
  )
})
