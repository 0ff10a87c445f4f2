import { create } from 'zustand'
import { leaves, PLAIN, type Presentation, presentedAs } from '../config/presentation'

/** How the page is shown. It belongs to the page, not to an entry of its history: going back keeps it. */
interface PresentationState extends Presentation {
  /** Begins or leaves the presenter's look. */
  setPresent(present: boolean): void
  /** Shows and allows every control again. Only for a person who asked for it by name. */
  unlock(): void
}

export const usePresentation = create<PresentationState>()(set => ({
  ...PLAIN,

  setPresent(present) {
    set({ present })
    keepInAddress()
  },

  unlock() {
    set({ lock: null })
    keepInAddress()
  },
}))

/** Whether the page shows a control, and lets it be used; see `CONTROLS` for the ids. */
export function isShown(id: string): boolean {
  return leaves(usePresentation.getState().lock, id)
}

/** As `isShown`, in a component. */
export function useShown(id: string): boolean {
  return usePresentation(({ lock }) => leaves(lock, id))
}

/** The query of a link as it stands in this page's address: shown in the same way. */
export function presented(query: string): string {
  return presentedAs(query, usePresentation.getState())
}

/** As `presented`, in a component. */
export function usePresented(query: string): string {
  return presentedAs(query, usePresentation())
}

/** Takes up how the page's own link is to be shown. To be called once, before anything else reads the address. */
export function openPresentation(presentation: Presentation): void {
  usePresentation.setState(presentation)
  // Entries from before an unlocking name the lock, and those from before presenting do not.
  window.addEventListener('popstate', keepInAddress)
}

function keepInAddress(): void {
  window.history.replaceState(window.history.state, '', `?${presented(window.location.search)}`)
}
