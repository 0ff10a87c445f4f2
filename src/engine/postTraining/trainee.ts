import type { PostSettings } from '../../config/postTraining'
import type { PostDescription, PostSnapshot } from './protocol'

/** Waited for between parts of the work; what it throws ends the job. */
export type Between = () => Promise<void>

/** One checkpoint in post-training; owns its parameters and the optimizer until `dispose`. */
export interface Trainee {
  /**
   * Takes a step, counted from 0. What is random in it depends on the seed, the step and the place alone, so that trainees from
   * different starts meet the same prompts and the same draws.
   */
  advance(step: number, between: Between): Promise<void>
  /** Measures the model as it stands. @throws Error if its parameters are no longer finite */
  measure(between: Between): Promise<Omit<PostSnapshot, 'step' | 'seconds'>>
  dispose(): void
}

/** All starts of one job, and what their snapshots are about. */
export interface Cohort {
  readonly description: PostDescription
  readonly trainees: readonly Trainee[]
}

export interface PostTrainEvents {
  snapshot(start: number, snapshot: PostSnapshot): void
  /** From 0 to 1. */
  progress?(done: number): void
  readonly between: Between
  /** Asked after every snapshot of a trainee; true ends its training, the others go on. */
  isEnough?(start: number, snapshot: PostSnapshot): boolean
}

/**
 * Post-trains several starts step by step side by side, and measures each at step 0, at every multiple of `evaluate`, and at
 * the end. The trainees are disposed of, whatever becomes of them.
 */
export async function postTrain(
  { trainees }: Cohort,
  settings: PostSettings,
  { snapshot, progress, between, isEnough }: PostTrainEvents,
): Promise<void> {
  const { steps, evaluate } = settings
  const seconds = trainees.map(() => 0)
  const going = new Set(trainees.keys())
  try {
    for (let step = 0; step <= steps && going.size > 0; step++) {
      for (const start of [...going]) {
        if (step > 0) {
          const began = performance.now()
          await trainees[start].advance(step - 1, between)
          seconds[start] += (performance.now() - began) / 1000
        }
        progress?.((step + (start + 1) / trainees.length) / (steps + 1))
        await between()
        if (step % evaluate !== 0 && step < steps) continue
        const measured = { ...(await trainees[start].measure(between)), step, seconds: seconds[start] }
        snapshot(start, measured)
        if (isEnough?.(start, measured)) going.delete(start)
      }
    }
  } finally {
    for (const trainee of trainees) trainee.dispose()
  }
}
