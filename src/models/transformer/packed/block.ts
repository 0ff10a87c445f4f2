import type { Matrix, Room } from '../../../kernels/wasm/arena'
import type { Kernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import type { PackedChunk, PackedSequence } from './batch'
import type { BlockParameters, PackedParameters } from './parameters'

/** What a block works on: R rows are read, and it goes on with Q of them. */
export interface BlockRows {
  readonly R: number
  readonly Q: number
  /** Address of the rows that it goes on with, [Q]; 0 for all of them. */
  readonly kept: number
  readonly sequences: readonly PackedSequence[]
}

/** What the last block goes on with, the rows that predict, and what those before it do, all of them. */
export function rowsOf(
  room: Room,
  { tokens, rows, sequences }: PackedChunk,
): { all: BlockRows; predicting: BlockRows } {
  const [R, Q] = [tokens.length, rows.length]
  const whole = sequences.map(({ row, length }) => ({ row, length, query: row, queries: length }))
  return {
    all: { R, Q: R, kept: 0, sequences: whole },
    predicting: { R, Q, kept: Q < R ? room.numbers(Q) : 0, sequences },
  }
}

/** Layer normalization: what it read, mean and 1/deviation of each row, and what came of it. */
export interface Normalized {
  readonly x: Matrix
  readonly moments: number
  readonly y: Matrix
}

/** What the backward pass needs of a block's forward pass. */
export interface Block {
  readonly before: Normalized // [R, d]
  /** Of the rows that the block goes on with. */
  readonly read: Matrix // [Q, d]
  readonly q: Matrix // [Q, d]
  readonly k: Matrix // [R, d]
  readonly v: Matrix // [R, d]
  /** Attention weights of each sequence. */
  readonly weights: readonly number[]
  readonly attended: Matrix // [Q, d]
  readonly between: Normalized // [Q, d]
  readonly slope: Matrix // [Q, 4d], of GELU
  readonly active: Matrix // [Q, 4d]
  readonly after: Matrix // [Q, d]
}

/** Room that all blocks use in turn on the way back. */
export interface Scratch {
  readonly rows: Matrix // [R, d]
  readonly q: Matrix // [R, d]
  readonly k: Matrix // [R, d]
  readonly v: Matrix // [R, d]
  readonly hidden: Matrix // [R, 4d]
  /** Of attention, for one head. */
  readonly head: number
}

export const up = (n: number, to: number): number => Math.ceil(n / to) * to

/** Room for a block that reads x. */
export function placeBlock(
  room: Room,
  { width: d, heads }: TransformerShape,
  x: Matrix,
  { R, Q, kept, sequences }: BlockRows,
): Block {
  const before = { x, moments: room.numbers(2 * R), y: room.matrix(R, d) }
  return {
    before,
    read: kept ? room.matrix(Q, d) : before.y,
    q: room.matrix(Q, d),
    k: room.matrix(R, d),
    v: room.matrix(R, d),
    weights: sequences.map(({ queries, length }) => room.numbers(heads * up(queries, 4) * up(length, 8))),
    attended: room.matrix(Q, d),
    between: { x: room.matrix(Q, d), moments: room.numbers(2 * Q), y: room.matrix(Q, d) },
    slope: room.matrix(Q, 4 * d),
    active: room.matrix(Q, 4 * d),
    after: room.matrix(Q, d),
  }
}

export function placeScratch(room: Room, { width: d, heads }: TransformerShape, { R, sequences }: BlockRows): Scratch {
  const length = up(Math.max(...sequences.map(({ length }) => length)), 8)
  return {
    rows: room.matrix(R, d),
    q: room.matrix(R, d),
    k: room.matrix(R, d),
    v: room.matrix(R, d),
    hidden: room.matrix(R, 4 * d),
    head: room.numbers((2 * up(d / heads, 8) + 4) * length),
  }
}

/** The blocks of a transformer on packed rows, as block.ts has them on tensors. */
export class PackedBlocks {
  constructor(
    private readonly kernels: Kernels,
    private readonly shape: TransformerShape,
    private readonly parameters: PackedParameters,
  ) {}

  /** @param attend writes what the block's rows attend to, from its queries, keys and values */
  forward(p: BlockParameters, block: Block, { R, Q, kept }: BlockRows, attend: () => void): void {
    const { parameters, kernels } = this
    const { width: d } = this.shape
    const { before, read, q, k, v, attended, between, slope, active, after } = block
    this.layerNorm(p.before, before, R)
    if (kept) kernels.gather(before.y.at, kept, Q, read.at, read.ld)
    parameters.linear(p.q, read, Q, q)
    parameters.linear(p.k, before.y, R, k)
    parameters.linear(p.v, before.y, R, v)
    attend()
    // The residual stream goes on in the rows that are kept.
    if (kept) kernels.gather(before.x.at, kept, Q, between.x.at, between.x.ld)
    parameters.linear(p.out, attended, Q, between.x, kept ? between.x : before.x)
    this.layerNorm(p.between, between, Q)
    parameters.linear(p.fc, between.y, Q, slope)
    kernels.gelu(slope.at, Q, 4 * d, active.at, active.ld)
    parameters.linear(p.proj, active, Q, after, between.x)
  }

  /** Each sequence to itself. @param room for one head, see `head` of the scratch */
  attend({ q, k, v, attended, weights }: Block, { sequences }: BlockRows, room: number): void {
    const { width: d, heads } = this.shape
    for (const [i, { row, length, query, queries }] of sequences.entries()) {
      const [rows, own] = [row * k.ld, query * q.ld]
      const [toQ, toK, toV, toY] = [q.at + own, k.at + rows, v.at + rows, attended.at + own]
      this.kernels.attend(toQ, toK, toV, q.ld, queries, length, heads, d / heads, weights[i], toY, room)
    }
  }

  /**
   * Adds up the gradients in a block's parameters. What the forward pass left behind is spent.
   * @param dx the gradient in what it goes on with, [Q, d]; becomes that in what it read, [R, d]
   */
  backward(p: BlockParameters, block: Block, { R, Q, kept, sequences }: BlockRows, scratch: Scratch, dx: Matrix): void {
    const { parameters, kernels } = this
    const { width: d, heads } = this.shape
    const { before, read, q, k, v, attended, between, slope, active } = block
    const { rows, hidden, head } = scratch
    parameters.linearGradient(p.proj, dx, active, Q, hidden)
    kernels.geluGradient(hidden.at, Q, 4 * d, slope.at, slope.ld)
    parameters.linearGradient(p.fc, hidden, between.y, Q, rows)
    this.layerNormGradient(p.between, rows, between, Q, dx, dx)
    parameters.linearGradient(p.out, dx, attended, Q, rows)
    for (const [i, { row, length, query, queries }] of sequences.entries()) {
      const [down, own] = [row * k.ld, query * q.ld]
      const [dy, y, toQ] = [rows.at + own, attended.at + own, q.at + own]
      const [dq, dk, dv] = [scratch.q.at + own, scratch.k.at + down, scratch.v.at + down]
      const inputs = [dy, y, toQ, k.at + down, v.at + down, q.ld, queries, length, heads, d / heads] as const
      kernels.attendGradient(...inputs, block.weights[i], dq, dk, dv, head)
    }
    parameters.linearGradient(p.q, scratch.q, read, Q, rows)
    if (kept) {
      kernels.spread(rows.at, kept, Q, R, rows.ld)
      kernels.spread(dx.at, kept, Q, R, dx.ld)
    }
    parameters.linearGradient(p.k, scratch.k, before.y, R, rows, rows)
    parameters.linearGradient(p.v, scratch.v, before.y, R, rows, rows)
    this.layerNormGradient(p.before, rows, before, R, dx, dx)
  }

  layerNorm({ g, b }: BlockParameters['before'], { x, moments, y }: Normalized, rows: number): void {
    this.kernels.layerNorm(x.at, rows, this.shape.width, g.at, b.at, y.at, y.ld, moments)
  }

  /** dx = gradient in x + onto; those in gain and bias are added to theirs. @param onto null for nothing */
  layerNormGradient(
    { g, b }: BlockParameters['before'],
    dy: Matrix,
    { x, moments }: Normalized,
    rows: number,
    dx: Matrix,
    onto: Matrix | null,
  ): void {
    const to = [g.at, onto?.at ?? 0, dx.at, dx.ld, g.gradient, b.gradient] as const
    this.kernels.layerNormGradient(dy.at, x.at, moments, rows, this.shape.width, ...to)
  }
}
