import { useMemo } from 'react'
import { isGraphTask } from '../../scenarios/graphSearch/task'
import { scenarioOf } from '../../scenarios/registry'
import type { Run } from '../../state/types'
import { capital, formatRatio } from '../../text/format'
import { AsTable } from '../charts/AsTable'
import { runColour } from '../charts/runColour'
import { answeredBy, NO_ANSWERS } from './answered'
import { useChosen } from './chosen'
import { edgeInWords, GraphDrawing } from './GraphDrawing'
import { PicturePanel } from './PicturePanel'
import { PromptList } from './PromptList'
import type { PictureProps } from './picture'
import { allEdges, flowInWords, isCovered, watchedGraph, watchedRows, weightingInWords } from './watched'

/** One held-out prompt's graph with the model's probability on every edge, and the list that it is chosen from. */
export function Graph({ run, snapshot }: PictureProps) {
  const task = useTask(run)
  const answered = answeredBy(run, snapshot)
  const rows = useMemo(
    () => (answered ? watchedRows(answered.described, snapshot, answered.scores) : []),
    [answered, snapshot],
  )
  const shown = useShown(run, rows)
  const watched = useMemo(
    () => (task && answered && shown ? watchedGraph(task, answered.described, shown, answered.scores) : null),
    [task, answered, shown],
  )
  const edges = useMemo(() => (watched ? allEdges(watched) : []), [watched])
  if (!watched || !shown) {
    return (
      <PicturePanel title="The graph of a prompt" note="">
        <p className="picture-empty">{NO_ANSWERS}</p>
      </PicturePanel>
    )
  }
  const { N } = run.config.values
  const covered = isCovered(shown.logRatio, N)
  const colour = runColour(run)
  return (
    <PicturePanel
      title={`${capital(shown.name)}: ${weightingInWords(shown.logRatio)}, ${covered ? 'covered' : 'not covered'} at ${formatRatio(N)}`}
      note={
        <>
          {flowInWords(watched)} Wide grey: the teacher’s path. ○ leads on, dashed □ is a dead end. A line is as wide as
          the edge is likely.
        </>
      }
    >
      <div className="graph-and-list">
        <div className="graph-side">
          <GraphDrawing watched={watched} edges={edges} colour={colour} name={shown.name} />
          <AsTable
            caption={`Edges of ${shown.name}`}
            head={['Edge', 'Probability']}
            rows={() => edges.map(({ from, to, probability }) => [`${from} → ${to}`, edgeInWords(probability)])}
          />
        </div>
        <PromptList rows={rows} shown={shown.response} N={N} scenario={run.config.scenario} />
      </div>
    </PicturePanel>
  )
}

/** The run's task, drawn again from its settings: graphs need not travel with the snapshots. */
function useTask({ id, config }: Run) {
  // N is among the settings, and no graph depends on it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run's other settings are fixed
  return useMemo(() => {
    const task = scenarioOf(config).build(config.values)
    return isGraphTask(task) ? task : null
  }, [id])
}

/** The chosen prompt; until one is chosen, the one that was under-weighted most when the run was first looked at. */
function useShown<R extends { readonly response: number }>({ id, config }: Run, rows: readonly R[]): R | undefined {
  const chosen = useChosen(state => state.prompt[config.scenario])
  const measured = rows.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: it stays when the order changes
  const first = useMemo(() => rows[0]?.response, [id, measured])
  return rows.find(({ response }) => response === chosen) ?? rows.find(({ response }) => response === first) ?? rows[0]
}
