import { lanesFor } from '../../kernels/webgpu/byRow'
import { CommandList, createCounts, writeCounts } from '../../kernels/webgpu/commands'
import { tileFor } from '../../kernels/webgpu/matmul'
import { ReadBack } from '../../kernels/webgpu/readBack'
import { planReading, type Reading } from './gpuReading'
import { GpuStore } from './gpuStore'
import { parameterCount, type TransformerShape } from './layout'
import { TokenTree } from './tokenTree'
import { type Path, trieOf } from './trie'

/** Rows are made room for in multiples of this, which whole tiles end at. */
const ROOM = 256

/** A plan for up to a number of rows, and for a number of places. */
interface Work extends Reading {
  readonly commands: CommandList
  readonly capacity: number
  readonly places: number
}

/** What has been asked of rows that were read. */
interface Asked {
  /** Rows, each once. */
  readonly rows: readonly number[]
  /** Of each that was asked for, in order, which of those it is. */
  readonly which: readonly number[]
}

/** Tokens along paths, and what a transformer makes of them, on a device. */
export class GpuPaths {
  private readonly tree: TokenTree
  private readonly store: GpuStore
  private readonly back: ReadBack
  /** All parameters, and the head behind them: see `planReading`. */
  private readonly theta: GPUBuffer
  private readonly counts: GPUBuffer
  private work: Work | null = null

  /** @param theta all parameters, [P] */
  constructor(
    private readonly device: GPUDevice,
    readonly shape: TransformerShape,
    theta: Float32Array,
  ) {
    const parameters = withHead(shape, theta)
    this.tree = new TokenTree()
    this.store = new GpuStore(device, shape)
    this.back = new ReadBack(device)
    this.counts = createCounts(device, 2)
    this.theta = device.createBuffer({
      size: parameters.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    })
    device.queue.writeBuffer(this.theta, 0, parameters)
  }

  /**
   * @param before holds places that paths begin behind, and stays as long as what is returned; null for none
   * @param asked of which tokens of each path the next one is predicted
   */
  read(paths: readonly Path[], before: PathsRead | null, asked: 'last' | 'all'): PathsRead {
    const { device, tree, shape } = this
    const trie = trieOf(paths, shape.vocabulary)
    const places = tree.grow(trie)
    const { rows: queries, which } = asksFor(asked === 'last' ? trie.ends : trie.rowOf, places.length)
    const { plan, logits, commands } = this.workFor(places.length)
    const { parts, words } = plan.packing
    parts.tokens.set(trie.tokens)
    parts.place.set(places)
    parts.rowOf.set(queries)
    parts.previous.set(tree.previous)
    for (const [row, place] of places.entries()) parts.positions[row] = tree.positions[place]
    const counts = [places.length, queries.length]
    device.queue.writeBuffer(plan.indices, 0, words)
    writeCounts(device, this.counts, counts)
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    commands.encode(pass, counts)
    pass.end()
    const copied = this.back.copy(encoder, logits.buffer, queries.length * shape.vocabulary)
    device.queue.submit([encoder.finish()])
    const free = () => {
      copied.drop()
      tree.release(places)
      before?.release()
    }
    before?.hold()
    return new PathsRead(
      trie.ends.map(row => places[row]),
      which,
      () => copied.read(),
      free,
    )
  }

  /** Compiles what reading needs, if it is not yet. */
  compile(): Promise<void> {
    return this.workFor(1).commands.compile()
  }

  destroy(): void {
    this.destroyWork()
    this.store.destroy()
    this.back.destroy()
    this.theta.destroy()
    this.counts.destroy()
  }

  /** The plan for so many rows, and for the places that the tree has; a larger one takes a smaller one's place. */
  private workFor(rows: number): Work {
    const { device, shape, store, tree } = this
    if (store.places < tree.capacity) store.enlarge(tree.capacity)
    if (this.work && rows <= this.work.capacity && store.places === this.work.places) return this.work
    const capacity = Math.max(this.work?.capacity ?? 0, Math.ceil(rows / ROOM) * ROOM)
    this.destroyWork()
    const size = { capacity, tile: tileFor(device, shape.width), lanes: lanesFor(device) }
    const reading = planReading(device, shape, { buffer: this.theta }, size, store)
    const commands = new CommandList(device, reading.plan.dispatches, this.counts)
    this.work = { ...reading, commands, capacity, places: store.places }
    return this.work
  }

  private destroyWork(): void {
    this.work?.plan.destroy()
    this.work?.commands.destroy()
    this.work = null
  }
}

/** Tokens that were read along paths. */
export class PathsRead {
  private holders = 1
  private values: Promise<Float32Array> | null = null

  /**
   * @param ends place of the last token of each path
   * @param rowOf the row among the logits for each token that was asked for
   */
  constructor(
    readonly ends: readonly number[],
    readonly rowOf: readonly number[],
    private readonly fetch: () => Promise<Float32Array>,
    private readonly free: () => void,
  ) {}

  /** Of the token after each one that was asked for, what is equal once, [rows · V]. */
  logits(): Promise<Float32Array> {
    this.values ??= this.fetch()
    return this.values
  }

  hold(): void {
    this.holders++
  }

  /** By who made it, or holds it; its places are free when nobody does any more. */
  release(): void {
    if (--this.holders === 0) this.free()
  }
}

/** All parameters and behind them the transpose of the token embedding, [P + d·V]. */
function withHead(shape: TransformerShape, theta: Float32Array): Float32Array<ArrayBuffer> {
  const { vocabulary: V, width: d } = shape
  const P = parameterCount(shape)
  const all = new Float32Array(P + d * V)
  all.set(theta)
  // The embedding is the first of the parameters.
  for (let token = 0; token < V; token++) {
    for (let c = 0; c < d; c++) all[P + c * V + token] = theta[token * d + c]
  }
  return all
}

/** @param asked rows @param count of rows in all */
function asksFor(asked: readonly number[], count: number): Asked {
  const queryOf = new Int32Array(count).fill(-1)
  const rows: number[] = []
  const which = asked.map(row => {
    if (queryOf[row] < 0) queryOf[row] = rows.push(row) - 1
    return queryOf[row]
  })
  return { rows, which }
}
