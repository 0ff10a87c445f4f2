import { lazy, memo, Suspense, useId, useState } from 'react'
import { snapshotAt } from '../../state/derive'
import { useLab } from '../../state/lab'
import type { MeasuredRun } from '../../state/types'
import { exploreText } from '../../text/explore'
import { InPlace } from '../charts/Plot'
import { PairTabs, PairToggle } from '../compare/Pair'
import { Changes } from '../controls/Changes'
import { Rail } from '../controls/Rail'
import { Shown } from '../controls/Shown'
import { tabId } from '../controls/Tabs'
import type { Sheet } from '../controls/useSheet'
import { Turn, useFrame } from '../frame'
import { Pictures } from '../pictures/Pictures'
import { useAlike } from '../pictures/useAlike'
import { RecordedRun } from '../recorded/RecordedRun'
import { useRecorded } from '../recorded/useRecorded'
import { Centrepiece } from './Centrepiece'
import { Checkpoints } from './Checkpoints'
import { History } from './History'
import { Stage } from './Stage'

/** Most people look at one run at a time. */
const DifferencePanel = lazy(() =>
  import('../compare/DifferencePanel').then(({ DifferencePanel: panel }) => ({ default: panel })),
)

/** Settings, centrepiece, history and the scenario's own picture. */
export function Explore({ sheet }: { readonly sheet: Sheet }) {
  return (
    <div className="explore">
      <aside {...sheet.props} aria-label={exploreText.settings}>
        <EditedSettings />
      </aside>
      <main className="centre">
        <Stage />
        <Centre />
      </main>
      <section className="side" aria-label={exploreText.historyRegion}>
        <Turn value={1}>
          <Side />
        </Turn>
      </section>
    </div>
  )
}

function Centre() {
  const run = useFrame(state => state.measured)
  const playhead = useFrame(state => state.playhead)
  const snapshot = run && snapshotAt(run, playhead)
  const recorded = useRecorded()
  // A drag is not cut short by the live run's picture.
  const [held, setHeld] = useState(false)
  if (recorded && (held || !run)) return <RecordedRun recording={recorded} onHeld={setHeld} />
  if (run && snapshot) {
    return (
      <InPlace value={recorded !== null}>
        <Centrepiece run={run} description={run.description} snapshot={snapshot} />
      </InPlace>
    )
  }
  return (
    <div className="panel empty">
      <p>{exploreText.noCoverage}</p>
    </div>
  )
}

function Side() {
  const run = useFrame(state => state.measured)
  return (
    <>
      {run ? (
        <History run={run} />
      ) : (
        <div className="panel empty">
          <p>{exploreText.noHistory}</p>
        </div>
      )}
      <Turn value={2}>
        <Beneath />
      </Turn>
    </>
  )
}

/** What a scenario or a comparison adds, and the checkpoints. */
const Beneath = memo(function Beneath() {
  const run = useFrame(state => state.measured)
  return (
    <>
      {run && (
        <>
          <Suspense>
            <DifferencePanel run={run} />
          </Suspense>
          <OwnPictures run={run} />
        </>
      )}
      <Checkpoints />
    </>
  )
})

/** The settings, of A or of B where there are two. */
function EditedSettings() {
  const side = useLab(state => state.side)
  const panelId = useId()
  return (
    <>
      <div className="rail-tools">
        <Shown id="compare">
          <PairToggle panelId={panelId} />
        </Shown>
        <Changes />
      </div>
      <Shown id="compare">
        <PairTabs panelId={panelId} />
      </Shown>
      <div id={panelId} {...(side && { role: 'tabpanel', 'aria-labelledby': tabId(panelId, side) })}>
        <Rail />
      </div>
    </>
  )
}

/** What belongs to this scenario alone, at the moment that is shown. */
function OwnPictures({ run }: { readonly run: MeasuredRun }) {
  const alike = useAlike(run)
  const playhead = useFrame(state => state.playhead)
  const snapshot = snapshotAt(run, playhead)
  return snapshot && <Pictures run={run} ghosts={alike} snapshot={snapshot} />
}
