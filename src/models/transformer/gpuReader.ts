import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { GpuPaths, type PathsRead } from './gpuPaths'
import type { TransformerShape } from './layout'
import { NONE } from './packing'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader, stepOf } from './reader'
import { pathsOf } from './trie'

/**
 * Reads on the device of the active WebGPU backend, whose tensors it does not use: what is read together is one list of
 * dispatches in one submit, and of what begins alike only one row is read.
 * @param theta all parameters, [P]; they are copied
 */
export function openGpuReader(shape: TransformerShape, theta: Float32Array): Reader {
  const { device } = tf.backend() as WebGPUBackend
  const paths = new GpuPaths(device, shape, theta)
  return {
    shape,
    ready: () => paths.compile(),
    prompts: prompts => new Prompts(paths, prompts),
    dispose: () => paths.destroy(),
  }
}

class Prompts implements PromptsRead {
  readonly shape: TransformerShape
  readonly lengths: readonly number[]
  readonly read: PathsRead

  constructor(
    readonly paths: GpuPaths,
    prompts: readonly (readonly number[])[],
  ) {
    this.shape = paths.shape
    this.lengths = lengthsOf(this.shape, prompts)
    this.read = paths.read(
      prompts.map(tokens => ({ after: NONE, tokens })),
      null,
      'last',
    )
  }

  get rowOf(): readonly number[] {
    return this.read.rowOf
  }

  logits(): Promise<Float32Array> {
    return this.read.logits()
  }

  extend(tokens: Continuing): Continuation {
    return new Continued(this, null, tokens)
  }

  dispose(): void {
    this.read.release()
  }
}

class Continued implements Continuation {
  readonly shape: TransformerShape
  readonly groups: number
  readonly depth: number
  private readonly read: PathsRead

  constructor(
    private readonly prompts: Prompts,
    before: Continued | null,
    tokens: Continuing,
  ) {
    const { paths, shape, lengths } = prompts
    const { groups, before: depth, added } = stepOf(shape, lengths, before, tokens)
    this.shape = shape
    this.groups = groups
    this.depth = depth + added
    const behind = pathsOf(tokens, prompts.read.ends, before?.read.ends ?? null)
    this.read = paths.read(behind, before?.read ?? null, 'all')
  }

  get rowOf(): readonly number[] {
    return this.read.rowOf
  }

  logits(): Promise<Float32Array> {
    return this.read.logits()
  }

  extend(tokens: Continuing): Continuation {
    return new Continued(this.prompts, this, tokens)
  }

  dispose(): void {
    this.read.release()
  }
}
