import type { DecodedLink } from '../config/link'
import { address } from './address'
import { gesture, watchPointer } from './gestures'
import { unguarded } from './guard'
import { update, useLab } from './labStore'
import { apply, arriving, settingsOf } from './moving'
import { notify } from './notices'
import { leftBehind } from './origin'
import { inOrder } from './pair'
import { follow, load } from './training'
import { changed, NOTHING_TO_UNDO } from './undo'

/** Opens the page's own link and starts the worker. To be called once, before the first render. */
export function startLab(): void {
  const followVisibility = () => {
    update({ hidden: document.hidden })
    follow()
  }
  document.addEventListener('visibilitychange', followVisibility)
  watchPointer()
  update({ hidden: document.hidden })
  const opened = address.read()
  load(settingsOf(opened))
  update({ undo: changed(NOTHING_TO_UNDO, settingsOf(opened)) })
  arrive(opened)
  if (opened.start.run) unguarded(useLab.getState().play)
  address.onMove(link => {
    // A sweep has settings of its own, and so has a page of a lesson.
    if (link.view === 'sweep' || link.view === 'lessons') return
    // A link says nothing of a checkpoint that another run was forked from.
    const { run } = useLab.getState()
    apply(arriving(settingsOf(link), 'link'), null)
    if (run?.origin && !useLab.getState().run?.origin) notify('origin', [leftBehind(run.origin)])
    gesture.ghostLeft = false
    update(state => ({ undo: changed(state.undo, inOrder(state)) }))
    arrive(link)
  })
}

function arrive({ start, adjustments }: DecodedLink): void {
  notify('link', adjustments)
  if (start.at !== null) update({ playhead: start.at })
}
