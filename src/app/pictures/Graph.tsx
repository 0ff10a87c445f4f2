import { useMemo } from 'react'
import { isGraphTask } from '../../scenarios/graphSearch/task'
import { scenarioOf } from '../../scenarios/registry'
import type { Run } from '../../state/types'
import { capital } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import { answeredBy, NO_ANSWERS } from './answered'
import { useChosen } from './chosen'
import { GraphDrawing } from './GraphDrawing'
import { Alone } from './OtherRuns'
import { PromptList } from './PromptList'
import type { PictureProps } from './picture'
import { allEdges, flowInWords, isCovered, watchedGraph, watchedRows, weightingInWords } from './watched'

/** One held-out prompt's graph with the model's probability on every edge, and the list that it is chosen from. */
export function Graph({ run, ghosts, snapshot }: PictureProps) {
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
      <div className="panel picture picture-wide">
        <h2>{picturesText.graphEmpty}</h2>
        <p className="picture-empty">{NO_ANSWERS}</p>
      </div>
    )
  }
  const { N } = run.config.values
  const covered = isCovered(shown.logRatio, N)
  const title = picturesText.graphTitle(capital(shown.name), weightingInWords(shown.logRatio), covered, N)
  const colour = runColour(run)
  return (
    <ChartPanel
      id="graph"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.graphTable(shown.name),
        head: picturesText.graphHead,
        rows: () =>
          edges.map(({ from, to, probability }) => [
            picturesText.graphEdge(from, to),
            probability ?? picturesText.notFollowed,
          ]),
      }}
      looking={() => lookingAt.graph(title, flowInWords(watched))}
      note={
        <>
          {flowInWords(watched)}
          {picturesText.graphNote} <Alone others={ghosts.length} />
        </>
      }
    >
      <div className="graph-and-list">
        <div className="graph-side">
          <GraphDrawing watched={watched} edges={edges} colour={colour} name={shown.name} />
        </div>
        <PromptList rows={rows} shown={shown.response} N={N} scenario={run.config.scenario} />
      </div>
    </ChartPanel>
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
