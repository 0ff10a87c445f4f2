import { useLab } from '../../state/lab'
import { pairText } from '../../text/pair'
import { Tabs } from '../controls/Tabs'
import { useFrame } from '../frame'
import { useRunLabels } from '../runLabels'

const SIDES = ['A', 'B'] as const

interface PairProps {
  /** Of the element with the controls. */
  readonly panelId: string
}

/** Turns A/B on and off. */
export function PairToggle({ panelId }: PairProps) {
  const on = useLab(state => state.side !== null)
  const { startPair, endPair } = useLab.getState()
  return (
    <button
      type="button"
      className="small-button"
      aria-pressed={on}
      aria-describedby={on ? noteId(panelId) : undefined}
      title={on ? pairText.leave : pairText.help}
      onClick={on ? endPair : startPair}
    >
      {pairText.toggle}
    </button>
  )
}

/** Chooses whose settings the controls below edit, where there are A and B. */
export function PairTabs({ panelId }: PairProps) {
  const side = useLab(state => state.side)
  const own = useFrame(state => state.run?.id)
  const other = useFrame(state => state.rival?.id)
  const labels = useRunLabels()
  const { edit } = useLab.getState()
  const labelOf = (id: number | undefined): string => (id === undefined ? '' : (labels.get(id) ?? ''))
  if (side === null) return null
  return (
    <div className="control pair-tabs">
      <Tabs
        label={pairText.tabs}
        tabs={SIDES.map(id => ({ id, name: pairText.tab(id, labelOf(id === side ? own : other)) }))}
        shown={side}
        panelId={panelId}
        onChoose={edit}
      />
      <p id={noteId(panelId)} className="control-note">
        {pairText.shared}
      </p>
    </div>
  )
}

function noteId(panelId: string): string {
  return `${panelId}-shared`
}
