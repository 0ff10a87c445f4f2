import { Suspense, useId } from 'react'
import { scenarioOf } from '../../scenarios/registry'
import { loadText } from '../../text/load'
import { pictureNames } from '../../text/pictureNames'
import { Tabs, tabId } from '../controls/Tabs'
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
  const picture = (
    <Suspense fallback={<p className="panel empty">{loadText.picture}</p>}>
      <Picture key={id} {...props} />
    </Suspense>
  )
  if (ids.length === 1) return picture
  return (
    <section className="panel pictures" aria-label={pictureNames.region}>
      <Tabs
        label={pictureNames.tabs}
        tabs={ids.map(one => ({ id: one, name: PICTURES[one].name }))}
        shown={id}
        panelId={panelId}
        onChoose={one => useChosen.getState().choosePicture(scenario, one)}
      />
      <div id={panelId} className="pictures-panel" role="tabpanel" aria-labelledby={tabId(panelId, id)}>
        {picture}
      </div>
    </section>
  )
}
