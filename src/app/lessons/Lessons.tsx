import 'katex/dist/katex.min.css'
import { useEffect, useState } from 'react'
import { startPlayer } from '../../state/lesson/player'
import { usePlayer } from '../../state/lesson/playerState'
import { isShown, useShown } from '../../state/presentation'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { showNow } from '../frame'
import { LessonIndex } from './LessonIndex'
import { loadLesson } from './loadLesson'
import { Player } from './Player'

let started = false

/** Lessons open settings of any scenario and play them: a lock that does not leave both has no lessons. */
function start(): void {
  if (started || !isShown('scenario') || !isShown('play')) return
  started = true
  // What a page says of its runs is not seen before they are.
  usePlayer.subscribe((now, before) => {
    if (now.stage !== before.stage) showNow()
  })
  startPlayer(loadLesson)
}

start()

/** The view of lessons: their index, or the one that is open. */
export function Lessons() {
  const open = usePlayer(state => state.source !== null)
  const [before, setBefore] = useState(open)
  const [moved, setMoved] = useState(false)
  if (open !== before) {
    setBefore(open)
    setMoved(true)
  }
  const scenario = useShown('scenario')
  const play = useShown('play')
  const allowed = scenario && play
  useEffect(() => {
    // The lock may have been taken off.
    if (allowed) start()
  }, [allowed])
  if (!allowed) {
    return (
      <main className="lesson-index">
        <p className="panel empty">{words.lessonsLocked}</p>
      </main>
    )
  }
  return open ? <Player moved={moved} /> : <LessonIndex moved={moved} />
}
