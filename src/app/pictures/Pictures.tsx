import { type KeyboardEvent, useId, useRef } from 'react'
import { scenarioOf } from '../../scenarios/registry'
import { useChosen } from './chosen'
import type { PictureProps } from './picture'
import { PICTURES, picturesOf } from './registry'

/** The scenario's own picture, where it has one; several of them as tabs of one panel. */
export function Pictures(props: PictureProps) {
  const { scenario } = props.run.config
  const ids = picturesOf(scenarioOf(props.run.config))
  const chosen = useChosen(state => state.picture[scenario])
  const id = ids.find(one => one === chosen) ?? ids[0]
  const panelId = useId()
  if (id === undefined) return null
  const { Picture } = PICTURES[id]
  if (ids.length === 1) return <Picture {...props} />
  return (
    <section className="panel pictures" aria-label="Pictures of this scenario">
      <Tabs
        ids={ids}
        shown={id}
        panelId={panelId}
        onChoose={one => useChosen.getState().choosePicture(scenario, one)}
      />
      <div id={panelId} className="pictures-panel" role="tabpanel" aria-labelledby={tabId(panelId, id)}>
        <Picture key={id} {...props} />
      </div>
    </section>
  )
}

interface TabsProps {
  readonly ids: readonly string[]
  readonly shown: string
  readonly panelId: string
  readonly onChoose: (id: string) => void
}

/** One tab stop; the arrow keys go from tab to tab. */
function Tabs({ ids, shown, panelId, onChoose }: TabsProps) {
  const row = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = ids.indexOf(shown)
    const last = ids.length - 1
    const moves: Record<string, number> = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onChoose(ids[next])
    row.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div ref={row} className="tabs" role="tablist" aria-label="Pictures" onKeyDown={onKeyDown}>
      {ids.map(id => (
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
          {PICTURES[id].name}
        </button>
      ))}
    </div>
  )
}

function tabId(panelId: string, id: string): string {
  return `${panelId}-${id}`
}
