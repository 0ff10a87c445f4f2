import { create } from 'zustand'
import { defaultConfig } from '../config/settings'
import { measuredOf } from './measured'
import { phaseOf } from './phase'
import type { LabFacts, LabState } from './types'
import { NOTHING_TO_UNDO } from './undo'

const BEGINNING: LabFacts = {
  config: defaultConfig(),
  notices: [],
  backend: null,
  stage: 'starting',
  compiled: null,
  playing: false,
  hidden: false,
  phase: 'starting',
  detail: null,
  run: null,
  measured: null,
  side: null,
  rival: null,
  ghosts: [],
  undo: NOTHING_TO_UNDO,
  progress: { step: 0, stepsPerSecond: 0 },
  playhead: null,
  speed: '1×',
}

/** The store. What can be done with it is added by `lab.ts`, from which everything outside this folder has it. */
export const useLab = create<LabState>()(() => BEGINNING as LabState)

/** The only way the store changes: what follows from the rest is worked out again each time. */
export function update(patch: Partial<LabState> | ((state: LabState) => Partial<LabState>)): void {
  useLab.setState(state => {
    const next = { ...state, ...(typeof patch === 'function' ? patch(state) : patch) }
    const phase = phaseOf(next)
    return { ...next, phase, measured: measuredOf({ ...next, phase }) }
  })
}
