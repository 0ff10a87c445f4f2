import { lazy, Suspense, useEffect } from 'react'
import { PANELS } from '../../config/select'
import { scenarioOf } from '../../scenarios/registry'
import { snapshotAt } from '../../state/derive'
import { isAsking, usePlayer } from '../../state/lesson/playerState'
import type { MeasuredRun } from '../../state/types'
import { differenceText } from '../../text/difference'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { Centrepiece } from '../explore/Centrepiece'
import { History } from '../explore/History'
import { Stage } from '../explore/Stage'
import { useFrame } from '../frame'
import { useChosen } from '../pictures/chosen'
import { Pictures } from '../pictures/Pictures'
import { PICTURES, picturesOf } from '../pictures/registry'
import { useAlike } from '../pictures/useAlike'

const SelectPanel = lazy(() => import('./SelectChart').then(({ SelectChart }) => ({ default: SelectChart })))

const DifferencePanel = lazy(() =>
  import('../compare/DifferencePanel').then(({ DifferencePanel: panel }) => ({ default: panel })),
)

/** What a page that names none shows. */
const USUAL: readonly string[] = ['coverage', 'history']

/** The charts that a page shows: those of the page before where it names none. */
function useCharts(): readonly string[] {
  const lesson = usePlayer(state => state.lesson)
  const page = usePlayer(state => state.page)
  return lesson?.steps.slice(0, page).findLast(({ charts }) => charts)?.charts ?? USUAL
}

/** The lab's charts beside the text of a lesson; a page that is about none has the place to itself. */
export function LessonCharts() {
  const charts = useCharts()
  const run = useFrame(state => state.measured)
  const asked = usePlayer(isAsking)
  const shown = usePlayer(state => state.stage === 'revealed')
  // Nobody is asked to press Play for a page that has been shown.
  const idle = useFrame(state => state.phase === 'paused' && state.progress.step === 0)
  useChosenPicture()
  if (charts.length === 0) return null
  return (
    <section className="lesson-charts" aria-label={words.charts}>
      <Stage instead={asked ? words.firstPrediction : shown && idle ? words.tryHere : null} />
      {charts.map(id => (
        <div key={id} className="lesson-chart" data-shows={id}>
          {run && <Chart id={id} run={run} />}
        </div>
      ))}
      {!run && <p className="panel empty">{words.nothingHere}</p>}
    </section>
  )
}

function Chart({ id, run }: { readonly id: string; readonly run: MeasuredRun }) {
  const playhead = useFrame(state => state.playhead)
  const alike = useAlike(run)
  const snapshot = snapshotAt(run, playhead)
  if (!snapshot) return null
  if (id === 'coverage') return <Centrepiece run={run} description={run.description} snapshot={snapshot} />
  if (id === 'history') return <History run={run} />
  if (id === 'difference') {
    return (
      <Suspense fallback={<p className="panel empty">{words.loading}</p>}>
        <DifferencePanel run={run} alone={differenceText.alone} />
      </Suspense>
    )
  }
  const panel = PANELS.find(each => id === `select:${each}`)
  if (panel) {
    return (
      <Suspense fallback={<p className="panel empty">{words.loading}</p>}>
        <SelectPanel panel={panel} />
      </Suspense>
    )
  }
  if (id === 'pictures') return <Pictures run={run} ghosts={alike} snapshot={snapshot} />
  if (!Object.hasOwn(PICTURES, id)) return <p className="panel empty">{words.unknownChart(id)}</p>
  // A picture draws what only its own scenarios measure.
  if (!picturesOf(scenarioOf(run.config)).includes(id)) return <p className="panel empty">{words.otherScenario}</p>
  const { Picture } = PICTURES[id]
  return (
    <Suspense fallback={<p className="panel empty">{words.loading}</p>}>
      <Picture run={run} ghosts={alike} snapshot={snapshot} />
    </Suspense>
  )
}

/** Brings the picture that the lesson asked for to the front, in the panel of all pictures. */
function useChosenPicture(): void {
  const picture = usePlayer(state => state.picture)
  const scenario = useFrame(state => state.config.scenario)
  useEffect(() => {
    if (picture !== null) useChosen.getState().choosePicture(scenario, picture)
  }, [picture, scenario])
}
