import { VERSION } from '../../engine/version'
import { scenarioOf } from '../../scenarios/registry'
import { snapshotAt } from '../../state/derive'
import { useLab } from '../../state/lab'
import { unitOf } from '../../state/unit'
import { useView } from '../../state/view'
import { chartText } from '../../text/charts'
import { ruleById } from '../../training/registry'

/** What a saved figure says of itself: in Explore the run on show and its moment, elsewhere the version alone. */
export function runCaption(): string {
  const { run, playhead } = useLab.getState()
  const snapshot = run && snapshotAt(run, playhead)
  if (!run || !snapshot || useView.getState().view !== 'explore') return chartText.plainCaption(VERSION)
  const { config } = run
  return chartText.caption(
    scenarioOf(config).title,
    ruleById(config.rule).label,
    unitOf(config).one,
    snapshot.step,
    VERSION,
  )
}
