import { Arena, type Matrix } from '../../../kernels/wasm/arena'
import { Heap } from '../../../kernels/wasm/heap'
import { closeKernels, type Kernels, openKernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader, stepOf } from '../reader'
import { packedChunks, ROWS } from './batch'
import { type Block, type BlockRows, PackedBlocks, rowsOf, up } from './block'
import { PackedParameters } from './parameters'
import { type Distinct, prefixesOf } from './prefixes'

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
  /** The row among the logits for each one that was asked for. */
  readonly rowOf: ArrayLike<number>
}

/** Prompts, each once. */
interface KeptPrompts extends Kept {
  readonly lengths: readonly number[]
  /** The first row of each. */
  readonly starts: readonly number[]
  /** Which of them is meant by each one that was given. */
  readonly ids: readonly number[]
}

/** Continuations, each once; rows of one follow each other. */
interface KeptContinuations extends Kept {
  readonly groups: number
  readonly depth: number
  /** The prompt of each. */
  readonly promptOf: readonly number[]
  /** Which of them is meant by each one that was given. */
  readonly ids: Int32Array
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
 * only a backward pass would ask for, and nothing is read twice: neither the same prompt, nor what continuations begin with alike.
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
    const numbers = new Map<string, number>()
    const distinct: (readonly number[])[] = []
    const starts: number[] = []
    let tokens = 0
    const ids = prompts.map(prompt => {
      const key = prompt.join()
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, distinct.length)
      starts.push(tokens)
      tokens += prompt.length
      return distinct.push(prompt) - 1
    })
    const own = distinct.map(({ length }) => length)
    const kept: KeptPrompts = { ...this.keep(tokens, distinct.length, ids), lengths: own, starts, ids }
    // Of each of them it is asked what follows, whatever that is.
    const sequences = distinct.map(prompt => ({ tokens: [...prompt, 0], responseFrom: prompt.length }))
    let [row, predicted] = [0, 0]
    for (const chunk of packedChunks(sequences, 1)) {
      const arena = this.arena()
      const longest = Math.max(...chunk.sequences.map(({ length }) => length))
      const room = arena.numbers(2 * this.columns() * up(longest, 8))
      const logits = rowsFrom(kept.logits, predicted)
      this.forward(arena, { ...chunk, ...rowsOf(arena, chunk), logits }, (block, rows, layer) => {
        for (const name of ['k', 'v'] as const) {
          const { at, ld } = kept.layers[layer][name]
          this.kernels.append(0, 0, block[name].at, rows.R * ld, at + row * ld)
        }
        this.blocks.attend(block, rows, room)
      })
      row += chunk.tokens.length
      predicted += chunk.rows.length
    }
    return { ...this.read(kept), lengths, extend: more => this.extend(kept, lengths, null, more) }
  }

  dispose(): void {
    closeKernels(this.kernels)
  }

  /** @param lengths of all prompts that were given */
  private extend(
    prompts: KeptPrompts,
    lengths: readonly number[],
    before: KeptContinuations | null,
    more: Continuing,
  ): Continuation {
    const { groups, added, tokens, positions, ...step } = stepOf(this.shape, lengths, before, more)
    const depth = step.before + added
    const parents = before?.ids ?? prompts.ids.flatMap(id => Array<number>(groups).fill(id))
    const { distinct, ids, rowOf, firstOf } = prefixesOf(tokens, parents, added, this.shape.vocabulary)
    const promptOf = distinct.map(({ parent }) => before?.promptOf[parent] ?? parent)
    const place = this.keep(distinct.length * depth, firstOf.length, rowOf)
    const kept: KeptContinuations = { ...place, groups, depth, promptOf, ids }
    const columns = up(Math.max(...lengths), 8) + up(depth, 8)
    let first = 0
    while (first < distinct.length) {
      const { row } = distinct[first]
      let R = 0
      let end = first
      do R += distinct[end++].rows
      while (end < distinct.length && R + distinct[end].rows <= ROWS)
      const own = distinct.slice(first, end)
      const arena = this.arena()
      const queries = arena.numbers(own.length)
      const room = arena.numbers((2 * this.columns() + R + 3) * columns)
      arena.commit()
      arena.integers(queries, own.length).set(own.map(({ rows }) => rows))
      const read = firstOf.slice(row, row + R)
      const rows = { R, Q: R, kept: 0, sequences: [] }
      const chunk = {
        tokens: read.map(at => tokens[at]),
        positions: read.map(at => positions[at]),
        rows: [],
        predicting: rows,
        all: rows,
        logits: rowsFrom(kept.logits, row),
      }
      const from = first
      this.forward(arena, chunk, (block, _, layer) => {
        this.append(block, own, before, kept, layer, from)
        this.attendBehind(block, own, prompts, kept, layer, from, queries, room)
      })
      first = end
    }
    return { ...this.read(kept), groups, depth, extend: next => this.extend(prompts, lengths, kept, next) }
  }

  /** Keys and values of some continuations, from the first of them on: those of what each repeats, and then its own. */
  private append(
    block: Block,
    own: readonly Distinct[],
    before: KeptContinuations | null,
    kept: KeptContinuations,
    layer: number,
    first: number,
  ): void {
    const had = before?.depth ?? 0
    for (const name of ['k', 'v'] as const) {
      const { at, ld } = kept.layers[layer][name]
      const old = before?.layers[layer][name].at ?? 0
      let fresh = block[name].at
      for (const [i, { parent, shared, from, rows }] of own.entries()) {
        const repeated = from < 0 ? old + parent * had * ld : at + from * kept.depth * ld
        const to = at + (first + i) * kept.depth * ld
        this.kernels.append(repeated, (had + shared) * ld, fresh, rows * ld, to)
        fresh += rows * ld
      }
    }
  }

  /** Each to its prompt and itself; those of the same prompt together. */
  private attendBehind(
    { q, attended }: Block,
    own: readonly Distinct[],
    prompts: KeptPrompts,
    { layers, depth, promptOf }: KeptContinuations,
    layer: number,
    first: number,
    queries: number,
    room: number,
  ): void {
    const { width, heads } = this.shape
    const { k, v } = prompts.layers[layer]
    const { ld } = k
    let i = 0
    while (i < own.length) {
      const from = i
      const prompt = promptOf[first + from]
      let rows = 0
      while (i < own.length && promptOf[first + i] === prompt) rows += own[i++].rows
      const [above, behind] = [prompts.starts[prompt] * ld, (first + from) * depth * ld]
      const down = (own[from].row - own[0].row) * ld
      const ofPrompt = [k.at + above, v.at + above, prompts.lengths[prompt]] as const
      const ofOwn = [layers[layer].k.at + behind, layers[layer].v.at + behind, depth] as const
      const sizes = [ld, i - from, queries + from * 4, rows, heads, width / heads] as const
      this.kernels.attendBehind(q.at + down, ...ofPrompt, ...ofOwn, ...sizes, attended.at + down, room)
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

  /** Room for what is kept of tokens; taken until it is given back. @param rows of logits */
  private keep(tokens: number, rows: number, rowOf: ArrayLike<number>): Kept {
    const { width: d, layers, vocabulary } = this.shape
    const lay = (from: number) => {
      const arena = new Arena(this.kernels.memory, from)
      const own = Array.from({ length: layers }, () => ({ k: arena.matrix(tokens, d), v: arena.matrix(tokens, d) }))
      return { from, layers: own, rows, logits: arena.matrix(rows, vocabulary), rowOf, end: arena.end }
    }
    return lay(this.heap.take(lay(0).end))
  }

  private read(kept: Kept) {
    return {
      shape: this.shape,
      logits: async () => this.logits(kept),
      rowOf: kept.rowOf,
      dispose: () => this.heap.giveBack(kept.from),
    }
  }

  private logits({ rows, logits: { at, ld } }: Kept): Float32Array {
    const { vocabulary: V } = this.shape
    const logits = new Float32Array(rows * V)
    const all = this.arena().floats(at, (rows * ld) / 4)
    for (let row = 0; row < rows; row++) {
      for (let v = 0; v < V; v++) logits[row * V + v] = all[(row * ld) / 4 + v]
    }
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
