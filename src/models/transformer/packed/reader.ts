import { Arena, type Matrix } from '../../../kernels/wasm/arena'
import { Heap } from '../../../kernels/wasm/heap'
import { closeKernels, type Kernels, openKernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader, stepOf } from '../reader'
import { packedChunks, ROWS } from './batch'
import { type Block, type BlockRows, PackedBlocks, rowsOf, up } from './block'
import { PackedParameters } from './parameters'

/** Reads by kernels, beside the tensors' backend; null where there are none. */
export function openPackedReader(shape: TransformerShape, theta: Float32Array): Reader | null {
  const kernels = openKernels()
  return kernels && new PackedReader(kernels, shape, theta)
}

/** Where that lies which is kept of tokens that were read. */
interface Kept {
  readonly from: number
  /** By layer, a row for each token. */
  readonly layers: readonly { readonly k: Matrix; readonly v: Matrix }[]
  readonly rows: number
  readonly logits: Matrix // [rows, V]
}

interface KeptPrompts extends Kept {
  readonly lengths: readonly number[]
  /** The first row of each. */
  readonly starts: readonly number[]
}

/** Rows of one continuation follow each other, its new ones last. */
interface KeptContinuations extends Kept {
  readonly groups: number
  readonly depth: number
}

/** Rows that go through the blocks together. */
interface Chunk {
  readonly tokens: ArrayLike<number>
  readonly positions: ArrayLike<number>
  /** Those that the last block goes on with, */
  readonly rows: ArrayLike<number>
  readonly predicting: BlockRows
  /** and those that the other ones do. */
  readonly all: BlockRows
  /** What comes of them. */
  readonly logits: Matrix
}

/**
 * A transformer's forward pass on packed rows, in chunks that are small enough for the processor's cache. Nothing is kept that
 * only a backward pass would ask for.
 */
export class PackedReader implements Reader {
  private readonly parameters: PackedParameters
  private readonly blocks: PackedBlocks
  private readonly heap: Heap

  constructor(
    private readonly kernels: Kernels,
    readonly shape: TransformerShape,
    theta: Float32Array,
  ) {
    const arena = new Arena(kernels.memory, kernels.free())
    this.parameters = new PackedParameters(kernels, shape, arena, false)
    this.blocks = new PackedBlocks(kernels, shape, this.parameters)
    arena.commit()
    this.parameters.write(arena, theta)
    this.heap = new Heap(arena.end)
  }

  prompts(prompts: readonly (readonly number[])[]): PromptsRead {
    const lengths = lengthsOf(this.shape, prompts)
    const starts: number[] = []
    let tokens = 0
    for (const length of lengths) {
      starts.push(tokens)
      tokens += length
    }
    const kept: KeptPrompts = { ...this.keep(tokens, prompts.length), lengths, starts }
    // Of each of them it is asked what follows, whatever that is.
    const sequences = prompts.map(prompt => ({ tokens: [...prompt, 0], responseFrom: prompt.length }))
    let [row, predicted] = [0, 0]
    for (const chunk of packedChunks(sequences, 1)) {
      const arena = this.arena()
      const longest = Math.max(...chunk.sequences.map(({ length }) => length))
      const room = arena.numbers(2 * this.columns() * up(longest, 8))
      const logits = rowsFrom(kept.logits, predicted)
      this.forward(arena, { ...chunk, ...rowsOf(arena, chunk), logits }, (block, rows, layer) => {
        for (const name of ['k', 'v'] as const) {
          const { at, ld } = kept.layers[layer][name]
          this.kernels.append(0, 0, block[name].at, rows.R * ld, 1, at + row * ld)
        }
        this.blocks.attend(block, rows, room)
      })
      row += chunk.tokens.length
      predicted += chunk.rows.length
    }
    return { ...this.read(kept), lengths, extend: more => this.extend(kept, null, more) }
  }

  dispose(): void {
    closeKernels(this.kernels)
  }

  private extend(prompts: KeptPrompts, before: KeptContinuations | null, tokens: Continuing): Continuation {
    const { groups, added, ...step } = stepOf(this.shape, prompts.lengths, before, tokens)
    const depth = step.before + added
    const continuations = prompts.lengths.length * groups
    const kept: KeptContinuations = {
      ...this.keep(continuations * depth, continuations * added),
      groups,
      depth,
    }
    const most = Math.max(1, Math.floor(ROWS / added))
    const columns = up(Math.max(...prompts.lengths), 8) + up(depth, 8)
    for (let from = 0; from < continuations; from += most) {
      const to = Math.min(continuations, from + most)
      const arena = this.arena()
      const room = arena.numbers((2 * this.columns() + most * added + 3) * columns)
      const R = (to - from) * added
      const rows = { R, Q: R, kept: 0, sequences: [] }
      const own = (all: Int32Array) => all.subarray(from * added, to * added)
      const logits = rowsFrom(kept.logits, from * added)
      const chunk = {
        tokens: own(step.tokens),
        positions: own(step.positions),
        rows: [],
        predicting: rows,
        all: rows,
        logits,
      }
      this.forward(arena, chunk, (block, _, layer) => {
        this.append(block, before, kept, layer, from, to)
        this.attendBehind(block, prompts, kept, layer, from, to, room)
      })
    }
    return { ...this.read(kept), groups, depth, extend: more => this.extend(prompts, kept, more) }
  }

  /** Keys and values of some continuations, those that they had first. */
  private append(
    block: Block,
    before: KeptContinuations | null,
    { layers, depth }: KeptContinuations,
    layer: number,
    from: number,
    to: number,
  ): void {
    const had = before?.depth ?? 0
    for (const name of ['k', 'v'] as const) {
      const { at, ld } = layers[layer][name]
      const old = before ? before.layers[layer][name].at + from * had * ld : 0
      this.kernels.append(old, had * ld, block[name].at, (depth - had) * ld, to - from, at + from * depth * ld)
    }
  }

  /** Some continuations, each to its prompt and itself. */
  private attendBehind(
    { q, attended }: Block,
    { layers, lengths, starts }: KeptPrompts,
    own: KeptContinuations,
    layer: number,
    from: number,
    to: number,
    room: number,
  ): void {
    const { width, heads } = this.shape
    const { k, v } = layers[layer]
    const { ld } = k
    const added = own.rows / (lengths.length * own.groups)
    let c = from
    while (c < to) {
      const b = Math.floor(c / own.groups)
      const next = Math.min(to, (b + 1) * own.groups)
      const [prompt, behind, down] = [starts[b] * ld, c * own.depth * ld, (c - from) * added * ld]
      const ofPrompt = [k.at + prompt, v.at + prompt, lengths[b]] as const
      const ofOwn = [own.layers[layer].k.at + behind, own.layers[layer].v.at + behind, own.depth] as const
      const sizes = [ld, next - c, added, heads, width / heads] as const
      this.kernels.attendBehind(q.at + down, ...ofPrompt, ...ofOwn, ...sizes, attended.at + down, room)
      c = next
    }
  }

  /** @param attend keeps the keys and values of a block's rows, and writes what the rows attend to */
  private forward(
    arena: Arena,
    { tokens, positions, rows, predicting, all, logits }: Chunk,
    attend: (block: Block, rows: BlockRows, layer: number) => void,
  ): void {
    const { kernels, parameters, blocks } = this
    const { width: d, layers, vocabulary } = this.shape
    const { wte, wpe, head, last } = parameters
    const [toTokens, toPositions] = [arena.numbers(all.R), arena.numbers(all.R)]
    const x = arena.matrix(all.R, d)
    // All blocks in the same room, and what they give where they have taken it from.
    const block = { ...blocks.block(arena, x, all), after: x }
    const final = predicting.kept ? blocks.block(arena, x, predicting) : block
    arena.commit()
    const write = (at: number, integers: ArrayLike<number>) => arena.integers(at, integers.length).set(integers)
    write(toTokens, tokens)
    write(toPositions, positions)
    if (predicting.kept) write(predicting.kept, rows)
    kernels.embed(toTokens, toPositions, all.R, d, wte.at, wpe.at, x.at, x.ld)
    for (const [layer, p] of parameters.blocks.entries()) {
      const [own, ownRows] = layer === layers - 1 ? [final, predicting] : [block, all]
      blocks.forward(p, own, ownRows, () => attend(own, ownRows, layer))
    }
    const { y } = final.between
    blocks.layerNorm(last, { ...final.between, x: final.after }, predicting.Q)
    kernels.product(y.at, y.ld, predicting.Q, d, head.transposed, vocabulary, 0, 0, logits.at, logits.ld)
  }

  /** Room for what is kept of tokens; taken until it is given back. @param rows that logits are asked of */
  private keep(tokens: number, rows: number): Kept {
    const { width: d, layers, vocabulary } = this.shape
    const lay = (from: number) => {
      const arena = new Arena(this.kernels.memory, from)
      const own = Array.from({ length: layers }, () => ({ k: arena.matrix(tokens, d), v: arena.matrix(tokens, d) }))
      return { from, layers: own, rows, logits: arena.matrix(rows, vocabulary), end: arena.end }
    }
    return lay(this.heap.take(lay(0).end))
  }

  private read(kept: Kept) {
    return {
      shape: this.shape,
      logits: async () => this.logits(kept),
      dispose: () => this.heap.giveBack(kept.from),
    }
  }

  private logits({ rows, logits: { at, ld } }: Kept): Float32Array {
    const { vocabulary: V } = this.shape
    const logits = new Float32Array(rows * V)
    for (let row = 0; row < rows; row++) logits.set(this.arena().floats(at + row * ld, V), row * V)
    return logits
  }

  /** Room for what is spent at once. */
  private arena(): Arena {
    return new Arena(this.kernels.memory, this.heap.end)
  }

  /** Of a head, filled up. */
  private columns(): number {
    return up(this.shape.width / this.shape.heads, 8)
  }
}

function rowsFrom({ at, ld }: Matrix, row: number): Matrix {
  return { at: at + row * ld, ld }
}
