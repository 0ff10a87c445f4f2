import type { BackendChoice } from '../config/config'

/**
 * The backend that a sweep computes on. For “auto” it is WASM, each worker with one thread, since the runs themselves keep
 * the cores busy, and no graphics card has to be handed each of millions of tiny steps. A choice by name is followed.
 */
export function sweepBackend(choice: BackendChoice): BackendChoice {
  return choice === 'auto' ? 'wasm' : choice
}
