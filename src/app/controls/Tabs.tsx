import { type KeyboardEvent, useRef } from 'react'

interface TabsProps<T extends string> {
  /** What the tabs choose among, for assistive technology. */
  readonly label: string
  readonly tabs: readonly { readonly id: T; readonly name: string }[]
  readonly shown: T
  /** Of the element with the role `tabpanel`; it is labelled by `tabId`. */
  readonly panelId: string
  readonly onChoose: (id: T) => void
}

/** One tab stop; the arrow keys go from tab to tab. */
export function Tabs<T extends string>({ label, tabs, shown, panelId, onChoose }: TabsProps<T>) {
  const row = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === shown)
    const last = tabs.length - 1
    const moves: Record<string, number> = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onChoose(tabs[next].id)
    row.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div ref={row} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          id={tabId(panelId, id)}
          type="button"
          role="tab"
          aria-selected={id === shown}
          aria-controls={id === shown ? panelId : undefined}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}

/** The id of a panel's tab. */
export function tabId(panelId: string, id: string): string {
  return `${panelId}-${id}`
}
