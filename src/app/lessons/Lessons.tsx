import 'katex/dist/katex.min.css'
import { startPlayer } from '../../state/lesson/player'
import { usePlayer } from '../../state/lesson/playerState'
import { LessonIndex } from './LessonIndex'
import { loadLesson } from './loadLesson'
import { Player } from './Player'

startPlayer(loadLesson)

/** The view of lessons: their index, or the one that is open. */
export function Lessons() {
  const open = usePlayer(state => state.source !== null)
  return open ? <Player /> : <LessonIndex />
}
