import { create } from 'zustand'

const KEY = 'coverage-lab.character-keys'

/**
 * Whether keys of one character do something. Who speaks to the device, or hits keys by accident, switches them off (WCAG 2.1.4).
 * Kept on the device.
 */
export const useCharacterKeys = create<{ readonly on: boolean }>()(() => ({ on: remembered() }))

export function switchCharacterKeys(on: boolean): void {
  useCharacterKeys.setState({ on })
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off')
  } catch {
    // Storage may be denied; the choice then lasts as long as the page.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
