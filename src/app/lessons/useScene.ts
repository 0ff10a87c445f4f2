import { useMemo } from 'react'
import { usePlayer } from '../../state/lesson/playerState'
import type { Scene } from '../../state/lesson/scene'
import { sceneOf } from '../../state/lesson/sceneNow'
import { usePostTraining } from '../../state/postTraining'
import { useFrame } from '../frame'

/** What the lesson's quantities are computed from, at most once a frame. */
export function useScene(): Scene {
  const run = useFrame(state => state.run)
  const ghosts = useFrame(state => state.ghosts)
  const playhead = useFrame(state => state.playhead)
  const phase = useFrame(state => state.phase)
  const config = useFrame(state => state.config)
  const lesson = usePlayer(state => state.lesson)
  const kept = usePlayer(state => state.kept)
  const predictions = usePlayer(state => state.predictions)
  const page = usePlayer(state => state.page)
  const jobs = usePostTraining(state => state.jobs)
  return useMemo(
    () => sceneOf({ run, ghosts, playhead, phase, config }, { lesson, kept, predictions, page }, jobs),
    [run, ghosts, playhead, phase, config, lesson, kept, predictions, page, jobs],
  )
}
