import { useId } from 'react'
import { PANELS } from '../../config/select'
import { useShown } from '../../state/presentation'
import { useSelect } from '../../state/select'
import { selectText } from '../../text/select/view'
import { Changes } from '../controls/Changes'
import { Rail } from '../controls/Rail'
import { Shown } from '../controls/Shown'
import { Tabs, tabId } from '../controls/Tabs'
import { useSheet } from '../controls/useSheet'
import { Stage } from '../explore/Stage'
import { Transport } from '../transport/Transport'
import { SELECT_PANELS } from './registry'

const TABS = PANELS.flatMap(id => {
  return SELECT_PANELS[id] ? [{ id, name: selectText.panels[id] }] : []
})

/** Which checkpoint to start post-training from, and what it then does: for the lab's run, or for other people's files. */
export function Select() {
  const chosen = useSelect(state => state.panel)
  const shown = SELECT_PANELS[chosen] ? chosen : TABS[0].id
  const sheet = useSheet()
  const panelId = useId()
  const { Panel, ofRun } = SELECT_PANELS[shown]!
  // Without its tab, what is shown has that tab's name for assistive technology.
  const panelRole = useShown('panel')
    ? { role: 'tabpanel', 'aria-labelledby': tabId(panelId, shown) }
    : { role: 'region', 'aria-label': selectText.panels[shown] }
  return (
    <>
      <div className={`select ${ofRun ? 'select-of-run' : ''}`}>
        {ofRun && (
          <aside {...sheet.props} aria-label={selectText.settings}>
            <Changes />
            <Rail />
          </aside>
        )}
        <main className="select-main">
          <Shown id="panel">
            <Tabs
              label={selectText.tabs}
              tabs={TABS}
              shown={shown}
              panelId={panelId}
              onChoose={id => useSelect.getState().choose(id)}
            />
          </Shown>
          <div id={panelId} className="select-panel" {...panelRole}>
            {ofRun && <Stage about={selectText.trainingRun} />}
            <Panel key={shown} />
          </div>
        </main>
      </div>
      {ofRun && <Transport sheet={sheet} />}
    </>
  )
}
