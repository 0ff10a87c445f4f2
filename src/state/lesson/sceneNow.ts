import type { PostTrainingState } from '../postTraining'
import type { LabState, Run } from '../types'
import type { PlayerState } from './playerState'
import { asNumber } from './prediction'
import type { Scene } from './scene'

/** What a lesson's quantities are computed from, as things stand. */
export function sceneOf(
  lab: Pick<LabState, 'run' | 'ghosts' | 'playhead' | 'phase' | 'config'>,
  { lesson, kept, predictions, page }: Pick<PlayerState, 'lesson' | 'kept' | 'predictions' | 'page'>,
  jobs: PostTrainingState['jobs'],
): Scene {
  // A run that was kept half-way has gone on.
  const present = [...(lab.run ? [lab.run] : []), ...lab.ghosts]
  const fresh = (run: Run) => present.find(({ id }) => id === run.id) ?? run
  const scene: Scene = {
    run: lab.run,
    kept: new Map(Array.from(kept, ([name, run]) => [name, fresh(run)])),
    playhead: lab.playhead,
    N: lab.config.values.N,
    finished: lab.phase === 'finished',
    jobs,
    predictions: new Map(),
    page,
  }
  const numbers = Array.from(predictions).flatMap(([at, prediction]) => {
    const ask = lesson?.steps[at - 1]?.ask
    const number = ask && prediction ? asNumber(scene, ask, prediction) : null
    return number === null ? [] : [[at, number] as const]
  })
  return { ...scene, predictions: new Map(numbers) }
}
