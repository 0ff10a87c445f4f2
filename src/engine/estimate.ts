import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import type { ExperimentConfig } from '../config/config'
import { isLanguage, type Task } from '../models/task'
import { stepMemory } from '../models/transformer/memory'
import { scoringWork, trainingWork } from '../models/transformer/work'
import { ruleById } from '../training/registry'
import { createTrainer } from '../training/trainers'
import type { TrainedSnapshot } from './snapshot'

/** What an evaluation took. */
export interface EvaluationCost {
  readonly seconds: number
  /** That it adds to the page, its checkpoint aside. */
  readonly bytes: number
  readonly checkpointBytes: number
}

/** What a run is going to take on this machine, guessed before it begins. */
export interface Estimate {
  /** Null where it is not known before steps have been taken. */
  readonly secondsPerStep: number | null
  readonly evaluation: EvaluationCost
  /** Of the worker, however many steps there are. */
  readonly workerBytes: number
}

/** Seconds of trial steps: enough for the clock, too few to be noticed. */
const TRIAL = 0.01

/** Seconds of the longest step of a transformer that is tried. */
const SHORT = 0.3

/**
 * Takes a few steps and throws them away where steps are short. Those of a transformer may take seconds each: their time is
 * inferred from the first evaluation, by the floating-point operations of either, and then tried if it is short; not on
 * WebGPU, where that one compiles.
 * @param responses of an evaluation
 * @param evaluation the first one
 */
export async function estimateRun(
  config: ExperimentConfig,
  task: Task,
  responses: number,
  evaluation: EvaluationCost,
): Promise<Estimate> {
  if (!isLanguage(task)) {
    return { evaluation, workerBytes: tf.memory().numBytes, secondsPerStep: await trialStep(config, task) }
  }
  const { K } = config.values
  const compiles = tf.getBackend() === 'webgpu'
  const inferred = compiles ? null : (evaluation.seconds * trainingWork(task, K)) / scoringWork(task, responses)
  const secondsPerStep = inferred !== null && inferred < SHORT ? await trialStep(config, task) : inferred
  const rule = ruleById(config.rule)
  const slots = rule.kind === 'gradient' ? rule.slots : 0
  return { evaluation, workerBytes: stepMemory(task, K, slots).total, secondsPerStep }
}

/** Seconds of one step of a trainer that is made for this and thrown away; its first step compiles and is not counted. */
async function trialStep({ rule, values }: ExperimentConfig, task: Task): Promise<number> {
  const trainer = createTrainer({ rule: ruleById(rule), task, values, resume: null })
  try {
    trainer.advance(0)
    await trainer.read()
    const began = performance.now()
    const passed = () => (performance.now() - began) / 1000
    let steps = 0
    for (let more = 1; passed() < TRIAL && steps < values.T; more *= 2) {
      for (let i = 0; i < more; i++) trainer.advance(++steps)
      // A device is given steps faster than it takes them.
      if (tf.getBackend() === 'webgpu') await (tf.backend() as WebGPUBackend).device.queue.onSubmittedWorkDone()
    }
    await trainer.read()
    return passed() / steps
  } finally {
    trainer.dispose()
  }
}

/** What a snapshot took; to be asked before its arrays are handed on. */
export function costOf({ checkpoint, ...evaluation }: TrainedSnapshot, seconds: number): EvaluationCost {
  const arrays = [...Object.values(evaluation), ...Object.values(evaluation.candidates ?? {})].filter(
    ArrayBuffer.isView,
  )
  const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return { seconds, bytes, checkpointBytes: checkpoint.theta.byteLength }
}
