import { lazy, Suspense, useEffect, useRef } from 'react'
import { scenarioOf } from '../../scenarios/registry'
import { snapshotAt } from '../../state/derive'
import { serveEmbed, tellHeight } from '../../state/embedMessages'
import { useLab } from '../../state/lab'
import { usePresentation } from '../../state/presentation'
import type { MeasuredRun } from '../../state/types'
import { shareView } from '../../state/view'
import { differenceText } from '../../text/difference'
import { embedText } from '../../text/embed'
import { Rail } from '../controls/Rail'
import { Announcer } from '../explore/Announcer'
import { Centrepiece } from '../explore/Centrepiece'
import { History } from '../explore/History'
import { Notices } from '../explore/Notices'
import { useFrame } from '../frame'
import { PICTURES, picturesOf } from '../pictures/registry'
import { useAlike } from '../pictures/useAlike'
import { PlayButtons, Progress } from '../transport/Transport'

const DifferencePanel = lazy(() =>
  import('../compare/DifferencePanel').then(({ DifferencePanel: panel }) => ({ default: panel })),
)

/** Controls that the bar below the charts has; all others stand above it. */
const OF_BAR: ReadonlySet<string> = new Set(['play', 'step', 'reset', 'speed'])

/** Some charts and controls of Explore without anything around them, for a frame within another page. */
export function Embed() {
  const root = useRef<HTMLDivElement>(null)
  const lock = usePresentation(state => state.lock)
  const run = useFrame(state => state.measured)
  useEffect(() => {
    const { parent } = window
    if (parent === window || !root.current) return
    const stop = serveEmbed(parent)
    const observer = new ResizeObserver(([{ target }]) =>
      tellHeight(parent, Math.ceil(target.getBoundingClientRect().height)),
    )
    observer.observe(root.current)
    return () => {
      stop()
      observer.disconnect()
    }
  }, [])
  return (
    <div ref={root} className="embed">
      <Notices />
      <main className="embed-charts">
        {run ? <Charts run={run} /> : <p className="panel empty">{embedText.waiting}</p>}
      </main>
      {lock?.some(id => !OF_BAR.has(id)) && (
        <aside className="embed-controls panel" aria-label={embedText.controls}>
          <Rail bare />
        </aside>
      )}
      <section className="embed-bar" aria-label={embedText.playback}>
        <PlayButtons />
        <Progress />
        <OpenWhole />
      </section>
      <Announcer />
    </div>
  )
}

function Charts({ run }: { readonly run: MeasuredRun }) {
  const charts = usePresentation(state => state.charts)
  const playhead = useFrame(state => state.playhead)
  const alike = useAlike(run)
  const snapshot = snapshotAt(run, playhead)
  if (!snapshot) return null
  const own = picturesOf(scenarioOf(run.config))
  const here = charts.filter(id => id === 'coverage' || id === 'history' || id === 'difference' || own.includes(id))
  const absent = charts.filter(id => !here.includes(id))
  return (
    <>
      {here.map(id => {
        if (id === 'coverage') {
          return <Centrepiece key={id} run={run} description={run.description} snapshot={snapshot} />
        }
        if (id === 'history') return <History key={id} run={run} />
        if (id === 'difference') {
          return (
            <Suspense key={id} fallback={<p className="panel empty">{differenceText.waiting}</p>}>
              <DifferencePanel run={run} alone={differenceText.alone} />
            </Suspense>
          )
        }
        const { Picture } = PICTURES[id]
        return <Picture key={id} run={run} ghosts={alike} snapshot={snapshot} />
      })}
      {absent.length > 0 && <p className="panel empty">{embedText.notHere(absent)}</p>}
    </>
  )
}

/** The same settings with everything around them, under the same lock, in a tab of their own. */
function OpenWhole() {
  const ref = useRef<HTMLAnchorElement>(null)
  // The link follows the settings.
  useLab(state => state.config)
  return (
    <a
      ref={ref}
      className="embed-open"
      href={shareView()}
      target="_blank"
      rel="noopener"
      // Where the run stands changes all the time.
      onClick={() => {
        if (ref.current) ref.current.href = shareView()
      }}
    >
      {embedText.open}
    </a>
  )
}
