import { create } from 'zustand'
import { nearestValid } from '../config/parameters'
import { DEFAULT_SELECT, type Panel, type SelectSettings, selectParameter } from '../config/select'
import type { DecodedSelect } from '../config/selectLink'
import { address } from './address'
import { BY_ID, guard } from './guard'
import { notify, refuse, useLab } from './lab'
import { inOrder } from './pair'

/** Settings of the view of selection; the run that it is about is the lab's own. */
export interface SelectState extends SelectSettings {
  choose(panel: Panel): void
  /** Sets a parameter to the nearest valid value; call `endGesture` at the end of a drag. @throws Error for an unknown id */
  set(id: string, value: number): void
  endGesture(): void
  resetParameter(id: string): void
}

export const useSelect = create<SelectState>()((set, get) => ({
  ...DEFAULT_SELECT,

  choose(panel) {
    set({ panel })
    get().endGesture()
  },

  set(id, value) {
    set({ values: { ...get().values, [id]: nearestValid(selectParameter(id), value) } })
  },

  endGesture() {
    address.pushSelect(inOrder(useLab.getState()), get())
  },

  resetParameter(id) {
    const { [id]: _, ...values } = get().values
    set({ values })
    get().endGesture()
  },
}))

guard(useSelect, { choose: 'panel', set: BY_ID, resetParameter: BY_ID, endGesture: null }, refuse)

/** Shows what a link says of the view. */
export function arriveAtSelect({ select, adjustments }: DecodedSelect): void {
  notify('link', adjustments)
  useSelect.setState(select)
}
