import { decodeSweep } from '../engine/openedSweep'
import { notify } from './lab'
import { showOutcomes } from './sweep'
import { useView } from './view'

/**
 * Shows the last sweep of a file in the view of sweeps, with all that was computed of it; of others the outcomes are there too.
 * @throws Error with a sentence, before anything is opened, if one of them is no sweep
 */
export function openSweeps(documents: readonly unknown[], name: string): void {
  const sweeps = documents.map(decodeSweep)
  useView.getState().show('sweep')
  for (const { sweep, outcomes, backend } of sweeps) showOutcomes(sweep, outcomes, backend)
  const notes = new Set(sweeps.flatMap(sweep => sweep.notes))
  notify('kept', [`${name} is open: this is its sweep, with what was computed of it. ${[...notes].join(' ')}`.trim()])
}
