import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { useLab } from '../../state/lab'
import type { LabState } from '../../state/types'

/** What the controls of an experiment's settings read and do, whichever view they stand in. */
export type Settings = Pick<LabState, 'config' | 'choose' | 'set' | 'endGesture' | 'resetParameter'>

interface SettingsStore {
  getState(): Settings
  getInitialState(): Settings
  subscribe(listener: (state: Settings, previous: Settings) => void): () => void
}

/** The store that holds them: Explore's, where nothing else is said. */
export const SettingsOf = createContext<SettingsStore>(useLab)

export function useSettings<T>(selector: (settings: Settings) => T): T {
  return useStore(useContext(SettingsOf), selector)
}

/** The settings' actions and, when called later, their present values. */
export function useSettingsStore(): SettingsStore {
  return useContext(SettingsOf)
}
