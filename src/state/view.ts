import { create } from 'zustand'
import type { View } from '../config/link'
import { PLAIN, type Presentation, presentedAs } from '../config/presentation'
import { address } from './address'
import { guard } from './guard'
import { refuse, shareStart, startLab, useLab } from './lab'
import { arriveAtLesson, lessonAddress, pushLesson, restLesson, resumeLesson } from './lesson/place'
import { inOrder } from './pair'
import { openPresentation, usePresentation } from './presentation'
import { arriveAtSelect, useSelect } from './select'
import { arriveAtSweep, followExplore, shareSweep, useSweep } from './sweep'

interface ViewState {
  readonly view: View
  /** Shows a view where it was left, under its own address. */
  show(view: View): void
}

/** How each view gets its address, and what others are shown by it. */
const VIEWS: Readonly<Record<View, { push(): void; link(): string }>> = {
  explore: {
    push: () => address.pushExplore(inOrder(useLab.getState())),
    link: () => address.link(inOrder(useLab.getState()).config, shareStart()),
  },
  lessons: {
    push: () => pushLesson(),
    link: () => lessonAddress(),
  },
  sweep: { push: () => useSweep.getState().endGesture(), link: shareSweep },
  select: {
    push: () => useSelect.getState().endGesture(),
    link: () => address.selectLink(inOrder(useLab.getState()).config, useSelect.getState(), shareStart()),
  },
}

export const useView = create<ViewState>()((set, get) => ({
  view: 'explore',
  show(view) {
    const { view: before } = get()
    if (view === before) return
    // A change that is still to get its address gets it while the address is still this view's.
    if (before !== 'sweep') useLab.getState().endGesture()
    VIEWS[before].push()
    if (before === 'lessons') restLesson()
    if (view === 'sweep') followExplore(useLab.getState().config)
    set({ view })
    VIEWS[view].push()
    if (view === 'lessons') resumeLesson()
  },
}))

guard(useView, { show: 'views' }, refuse)

/** Opens the page's own link. To be called once, before the first render. */
export function startPage(): void {
  openPresentation(address.read().presentation)
  startLab()
  arrive()
  address.onMove(arrive)
}

function arrive(): void {
  const { view } = address.read()
  if (view === 'sweep') arriveAtSweep(address.readSweep())
  if (view === 'select') arriveAtSelect(address.readSelect())
  if (view === 'lessons') arriveAtLesson(address.readLesson())
  else if (useView.getState().view === 'lessons') restLesson()
  useView.setState({ view })
}

/**
 * The address that shows someone else what is on the page now. A lock of this page stays in it.
 * @param shown in what it is to be shown otherwise than as a whole page
 */
export function shareView(shown: Partial<Presentation> = {}): string {
  const [page, query] = VIEWS[useView.getState().view].link().split('?')
  return `${page}?${presentedAs(query, { ...PLAIN, lock: usePresentation.getState().lock, ...shown })}`
}
