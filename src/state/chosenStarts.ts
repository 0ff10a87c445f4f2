import { create } from 'zustand'

interface ChosenStarts {
  /** What a person has said of roles of the run's checkpoints, and of names of checkpoints that ship. */
  readonly said: ReadonlyMap<string, boolean>
  choose(ids: readonly string[], on: boolean): void
  /** Has nothing chosen but these. */
  only(ids: readonly string[], among: readonly string[]): void
}

/** From which checkpoints reinforcement is to start; kept while other tabs are shown. */
export const useChosenStarts = create<ChosenStarts>()((set, get) => ({
  said: new Map(),
  choose(ids, on) {
    set({ said: new Map([...get().said, ...ids.map(id => [id, on] as const)]) })
  },
  only(ids, among) {
    set({ said: new Map(among.map(id => [id, ids.includes(id)])) })
  },
}))

/** Whether a checkpoint is to be started from: as was said of any of its ids, else as is usual. */
export function isChosen(said: ChosenStarts['said'], ids: readonly string[], usual: boolean): boolean {
  const words = ids.flatMap(id => said.get(id) ?? [])
  return words.length > 0 ? words.some(Boolean) : usual
}
