import { useId } from 'react'
import { useLab } from '../../state/lab'
import { pairText } from '../../text/pair'
import { Tabs } from '../controls/Tabs'
import { useFrame } from '../frame'
import { useRunLabels } from '../runLabels'

const SIDES = ['A', 'B'] as const

/** Turns A/B on and off, and chooses whose settings the controls below edit. @param panelId of the element with these */
export function PairControl({ panelId }: { readonly panelId: string }) {
  const side = useLab(state => state.side)
  const own = useFrame(state => state.run?.id)
  const other = useFrame(state => state.rival?.id)
  const labels = useRunLabels()
  const note = useId()
  const { startPair, endPair, edit } = useLab.getState()
  const labelOf = (id: number | undefined): string => (id === undefined ? '' : (labels.get(id) ?? ''))
  return (
    <div className="control pair-control">
      <button
        type="button"
        className="small-button"
        aria-pressed={side !== null}
        aria-describedby={side === null ? undefined : note}
        title={pairText.help}
        onClick={side === null ? startPair : endPair}
      >
        {pairText.toggle}
      </button>
      {side !== null && (
        <>
          <Tabs
            label={pairText.tabs}
            tabs={SIDES.map(id => ({ id, name: pairText.tab(id, labelOf(id === side ? own : other)) }))}
            shown={side}
            panelId={panelId}
            onChoose={edit}
          />
          <p id={note} className="control-note">
            {pairText.shared}
          </p>
        </>
      )}
    </div>
  )
}
