import { type Kernels, openKernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader } from '../reader'
import { type KeptContinuations, readContinuations } from './continuations'
import { type Kept, PackedForward } from './forward'
import { type KeptPrompts, readPrompts } from './prompts'

/**
 * Reads by kernels, beside the tensors' backend; null where there are none.
 * @param theta all parameters, [P]; they are copied
 */
export function openPackedReader(shape: TransformerShape, theta: Float32Array): Reader | null {
  const kernels = openKernels()
  return kernels && new PackedReader(kernels, shape, theta)
}

/**
 * Reads packed rows in chunks that are small enough for the processor's cache. Nothing is kept that only a backward pass would
 * ask for, and nothing is read twice: neither the same prompt, nor what continuations begin with alike.
 */
export class PackedReader implements Reader {
  private readonly forward: PackedForward

  /** @param kernels are closed with it */
  constructor(
    kernels: Kernels,
    readonly shape: TransformerShape,
    theta: Float32Array,
  ) {
    this.forward = new PackedForward(kernels, shape, theta)
  }

  prompts(prompts: readonly (readonly number[])[]): PromptsRead {
    const lengths = lengthsOf(this.shape, prompts)
    const kept = readPrompts(this.forward, prompts)
    return { ...this.read(kept), lengths, extend: more => this.extend(kept, null, more) }
  }

  dispose(): void {
    this.forward.dispose()
  }

  private extend(prompts: KeptPrompts, before: KeptContinuations | null, more: Continuing): Continuation {
    const kept = readContinuations(this.forward, prompts, before, more)
    const { groups, depth } = kept
    return { ...this.read(kept), groups, depth, extend: next => this.extend(prompts, kept, next) }
  }

  private read(kept: Kept) {
    const { forward, shape } = this
    return {
      shape,
      logits: async () => forward.logits(kept),
      rowOf: kept.rowOf,
      dispose: () => forward.giveBack(kept),
    }
  }
}
