import { create } from 'zustand'

/**
 * Whether a lesson waits for a guess, so that nothing may be trained before it. Told by the player, which is loaded with its view;
 * what trains by a key is there before.
 */
export const useAsked = create<{ readonly asked: boolean }>()(() => ({ asked: false }))
