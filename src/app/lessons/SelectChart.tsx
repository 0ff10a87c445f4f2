import type { Panel } from '../../config/select'
import { SELECT_PANELS } from '../select/registry'

/** A panel of the view Select within a lesson. */
export function SelectChart({ panel }: { readonly panel: Panel }) {
  const chosen = SELECT_PANELS[panel]
  return (
    <div className="select-panel" data-chart={`select:${panel}`}>
      {chosen && <chosen.Panel />}
    </div>
  )
}
