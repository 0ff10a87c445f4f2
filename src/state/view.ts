import { create } from 'zustand'
import type { View } from '../config/link'
import { address } from './address'
import { shareLink, startLab, useLab } from './lab'
import { arriveAtSweep, followExplore, shareSweep, useSweep } from './sweep'

interface ViewState {
  readonly view: View
  /** Shows a view where it was left, under its own address. */
  show(view: View): void
}

export const useView = create<ViewState>()((set, get) => ({
  view: 'explore',
  show(view) {
    if (view === get().view) return
    // A change that is still to get its address gets it while the address is still this view's.
    stateOf(get().view).endGesture()
    if (view === 'sweep') followExplore(useLab.getState().config)
    set({ view })
    stateOf(view).endGesture()
  },
}))

/** Opens the page's own link. To be called once, before the first render. */
export function startPage(): void {
  startLab()
  arrive()
  address.onMove(arrive)
}

function arrive(): void {
  const { view } = address.read()
  if (view === 'sweep') arriveAtSweep(address.readSweep())
  useView.setState({ view })
}

function stateOf(view: View) {
  return view === 'explore' ? useLab.getState() : useSweep.getState()
}

/** The address that shows someone else what is on the page now. */
export function shareView(): string {
  return useView.getState().view === 'sweep' ? shareSweep() : shareLink()
}
