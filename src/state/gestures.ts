import { address } from './address'
import { update, useLab } from './labStore'
import { inOrder } from './pair'
import { changed } from './undo'

/** Milliseconds of quiet after which a series of small changes, such as key presses, counts as one finished gesture. */
const GESTURE_END = 1000

/** The changes that count as one: a drag, or keys pressed one after the other. */
export const gesture = {
  /** Whether the gesture under way has already left its ghost. */
  ghostLeft: false,
}

/** Whether a button of the mouse, or a finger, is down. */
let pointerHeld = false
let timer: ReturnType<typeof setTimeout> | undefined

/** To be called once: a drag is known by the pointer that is held. */
export function watchPointer(): void {
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const) {
    window.addEventListener(type, () => {
      pointerHeld = type === 'pointerdown'
    })
  }
}

/** A setting was changed: the gesture ends once it is quiet, unless `endGesture` comes first. */
export function continueGesture(): void {
  clearTimeout(timer)
  timer = setTimeout(endQuietGesture, GESTURE_END)
}

/** The settings are as the person wanted them: they go into the address, and can be undone. */
export function endGesture(): void {
  clearTimeout(timer)
  gesture.ghostLeft = false
  const lab = useLab.getState()
  address.push(inOrder(lab))
  update(state => ({ undo: changed(state.undo, inOrder(state)) }))
}

/** A drag goes on for as long as the pointer is held, however slowly it moves. */
function endQuietGesture(): void {
  if (pointerHeld) timer = setTimeout(endQuietGesture, GESTURE_END)
  else endGesture()
}
