import { Arena, Room } from '../../../kernels/wasm/arena'
import type { Kernels } from '../../../kernels/wasm/kernels'
import type { TokenSequence } from '../batch'
import type { TransformerShape } from '../layout'
import { type PackedChunk, packedChunks } from './batch'
import { PackedBlocks } from './block'
import { PackedParameters, ParameterPlaces } from './parameters'
import { type Pass, placePass } from './pass'

/** Of a batch. */
export interface Part {
  /** Its share of the loss. */
  readonly loss: number
  /** Its share of the gradient, [P]. */
  readonly gradient: Float32Array
}

/**
 * `lossAndGradient` of transformer.ts by kernels, outside the tensors' backend, part by part of a batch. Sequences are packed
 * row after row; a part is taken in chunks small enough for the processor's cache, and only their gradients are kept.
 */
export class PackedTransformer {
  private readonly parameters: PackedParameters
  private readonly blocks: PackedBlocks
  /** Where the room of a chunk begins. */
  private readonly end: number

  /** Bytes of a kernel's memory that it takes while no chunk is larger than this one. */
  static bytes(shape: TransformerShape, chunk: PackedChunk): number {
    const room = new Room(0)
    new ParameterPlaces(shape, room, true)
    placePass(room, shape, chunk)
    return room.end
  }

  constructor(
    private readonly kernels: Kernels,
    private readonly shape: TransformerShape,
  ) {
    const arena = new Arena(kernels.memory, kernels.free())
    this.parameters = new PackedParameters(kernels, shape, arena, true)
    this.blocks = new PackedBlocks(kernels, shape, this.parameters)
    this.end = arena.end
    arena.commit()
  }

  /** Begins a batch. @param theta all parameters, [P] */
  begin(theta: Float32Array): void {
    this.parameters.write(this.arena(), theta)
    this.gradient.fill(0)
  }

  /**
   * What some of a batch's sequences contribute: the gradient of the log-likelihood, a mean over the batch of the sum over the
   * response's tokens, each sequence times its weight; and that mean as a loss, nats per sequence.
   * @param batch sequences in all
   * @returns the gradient is a view, valid until the next call
   */
  part(sequences: readonly TokenSequence[], batch: number): Part {
    const { gradient, size } = this.parameters
    this.arena().floats(gradient, size).fill(0)
    let loss = 0
    for (const chunk of packedChunks(sequences, batch)) loss += this.chunk(chunk)
    return { loss, gradient: this.arena().floats(gradient, size) }
  }

  /** Adds a part's gradient to the batch's. */
  add(gradient: Float32Array): void {
    const { gradient: at, size, sum } = this.parameters
    const own = this.arena().floats(at, size)
    if (gradient.byteOffset !== own.byteOffset || gradient.buffer !== own.buffer) own.set(gradient)
    this.kernels.addColumnSums(at, 0, 1, size, sum)
  }

  /** The batch's gradient as far as it was added up, [P]; a view. */
  get gradient(): Float32Array {
    const { sum, size } = this.parameters
    return this.arena().floats(sum, size)
  }

  private arena(): Arena {
    return new Arena(this.kernels.memory, this.end)
  }

  /** Adds up the gradients of a chunk. @returns its loss */
  private chunk(chunk: PackedChunk): number {
    const arena = this.arena()
    const pass = placePass(arena, this.shape, chunk)
    arena.commit()
    const write = (at: number, integers: readonly number[]) => arena.integers(at, integers.length).set(integers)
    write(pass.tokens, chunk.tokens)
    write(pass.positions, chunk.positions)
    write(pass.targets, chunk.targets)
    const { kept } = pass.rows[pass.rows.length - 1]
    if (kept) write(kept, chunk.rows)
    arena.floats(pass.weights, chunk.weights.length).set(chunk.weights)
    this.forward(pass)
    this.backward(pass)
    const probabilities = arena.floats(pass.probabilities, chunk.weights.length)
    return chunk.weights.reduce((sum, weight, i) => sum - weight * Math.log(probabilities[i]), 0)
  }

  private forward({ tokens, positions, rows, blocks, embedded, scratch, last, logits }: Pass): void {
    const { kernels, parameters } = this
    const { width: d, vocabulary } = this.shape
    const { wte, wpe, head } = parameters
    kernels.embed(tokens, positions, rows[0].R, d, wte.at, wpe.at, embedded.at, embedded.ld)
    for (const [layer, block] of blocks.entries()) {
      const attend = () => this.blocks.attend(block, rows[layer], scratch.head)
      this.blocks.forward(parameters.blocks[layer], block, rows[layer], attend)
    }
    const { Q } = rows[rows.length - 1]
    this.blocks.layerNorm(parameters.last, last, Q)
    kernels.product(last.y.at, last.y.ld, Q, d, head.transposed, vocabulary, 0, 0, logits.at, logits.ld)
  }

  private backward(pass: Pass): void {
    const { kernels, parameters } = this
    const { width: d, vocabulary } = this.shape
    const { targets, weights, probabilities, logits, last, rows, blocks, scratch, dx } = pass
    const { wte, wpe, head } = parameters
    const { R, Q } = rows[rows.length - 1]
    kernels.crossEntropy(logits.at, logits.ld, Q, vocabulary, targets, weights, probabilities)
    parameters.addOuterProducts(logits, vocabulary, last.y, d, Q, wte.gradient, d * 4)
    const dy = scratch.rows
    kernels.product(logits.at, logits.ld, Q, vocabulary, head.panels, d, 0, 0, dy.at, dy.ld)
    this.blocks.layerNormGradient(parameters.last, dy, last, Q, dx, null)
    for (let layer = blocks.length - 1; layer >= 0; layer--) {
      this.blocks.backward(parameters.blocks[layer], blocks[layer], rows[layer], scratch, dx)
    }
    kernels.addEmbeddingGradient(pass.tokens, pass.positions, R, d, wte.gradient, wpe.gradient, dx.at, dx.ld)
  }
}
