import { snapshotAt } from '../../state/derive'
import { useLab } from '../../state/lab'
import { useAsked } from '../../state/lesson/asked'
import { useLessonPlace } from '../../state/lesson/place'
import { nearestIndex } from '../charts/series'

/** What the keys do while presenting, by what is typed; letters in capitals double, others halve. */
const PRESENTER: Readonly<Record<string, () => void>> = {
  N: () => scale('N', 2),
  '+': () => scale('N', 2),
  n: () => scale('N', 1 / 2),
  '-': () => scale('N', 1 / 2),
  H: () => scale('H', 2),
  h: () => scale('H', 1 / 2),
  ArrowLeft: () => move(-1),
  ArrowRight: () => move(1),
  f: toggleFullscreen,
}

/** @returns whether the key means something */
export function pressPresenterKey(key: string): boolean {
  const act = Object.hasOwn(PRESENTER, key) ? PRESENTER[key] : null
  act?.()
  return act !== null
}

/** Multiplies a parameter where the scenario has it; the store keeps it in range. */
function scale(id: string, factor: number): void {
  const { config, set } = useLab.getState()
  const value = config.values[id]
  if (value !== undefined) set(id, value * factor)
}

/** Shows the evaluation before or after the one that is shown; beyond the newest it trains one step. */
function move(by: -1 | 1): void {
  const { run, playhead, phase, setPlayhead, step } = useLab.getState()
  if (!run || !snapshotAt(run, playhead)) return
  const newest = run.snapshots.length - 1
  const at = playhead === null ? newest : nearestIndex(run.snapshots, playhead)
  const next = Math.max(0, at + by)
  if (next <= newest) setPlayhead(next === newest ? null : run.snapshots[next].step)
  else if ((phase === 'paused' || phase === 'running') && !waitsForGuess()) step()
}

/** Before its guess a page of a lesson shows nothing new, by keys as little as by the buttons. */
function waitsForGuess(): boolean {
  return useLessonPlace.getState().shown && useAsked.getState().asked
}

function toggleFullscreen(): void {
  // A browser may refuse, and says so itself.
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => null)
  else void document.documentElement.requestFullscreen?.().catch(() => null)
}
