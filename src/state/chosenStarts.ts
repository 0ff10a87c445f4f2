import { create } from 'zustand'
import type { Role } from './postStarts'

interface ChosenStarts {
  /** Roles of the run's checkpoints, and names of checkpoints that ship. */
  readonly chosen: ReadonlySet<string>
  choose(ids: readonly string[], on: boolean): void
}

const AT_FIRST: readonly Role[] = ['tournament', 'leastKl', 'last']

/** From which checkpoints reinforcement is to start; kept while other tabs are shown. */
export const useChosenStarts = create<ChosenStarts>()((set, get) => ({
  chosen: new Set<string>(AT_FIRST),
  choose(ids, on) {
    const chosen = new Set(get().chosen)
    for (const id of ids) {
      if (on) chosen.add(id)
      else chosen.delete(id)
    }
    set({ chosen })
  },
}))
