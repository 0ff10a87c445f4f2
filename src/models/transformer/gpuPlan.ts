import {
  gainGradient,
  gainGradientGroups,
  groupsByRow,
  layerNorm,
  layerNormGradient,
} from '../../kernels/webgpu/layerNorm'
import { matmul, matmulGroups, type Tile, weightGradient, weightGradientGroups } from '../../kernels/webgpu/matmul'
import type { Dispatch, Program } from '../../kernels/webgpu/program'
import { layoutOf, type Slot, type TransformerShape } from './layout'
import { Packing } from './packing'

/** Counts of rows: of all, and of those that predict. */
export const READ = 0
export const PREDICTING = 1

/** Most copies of the gradient that are summed, and bytes of them all. */
const PARTS = 16
const PARTS_BYTES = 2 ** 27

type Binding = GPUBufferBinding

export interface PlanSize {
  /** Most rows; a multiple of 64, so that tiles end within the buffers. */
  readonly capacity: number
  readonly tile: Tile
}

/** What the backward pass needs of a layer normalization. */
interface Normalized {
  readonly name: string
  readonly x: Binding
  readonly y: Binding
  readonly moments: Binding
  readonly view: number
}

/** A pass over the transformer as it is put together: dispatches in order, and the buffers they work on, which it owns. */
export class GpuPlan {
  readonly dispatches: Dispatch[] = []
  readonly packing: Packing
  readonly indices: GPUBuffer
  /** Every matrix of θ transposed, at its own offset, [P]. */
  readonly transposed: Binding
  /** Copies of the gradient for shares of the rows, [parts, P], and their sum, [P]. */
  readonly partial: Binding
  readonly gradient: Binding
  readonly parts: number
  /** Number of parameters. */
  readonly P: number
  private readonly slots: ReadonlyMap<string, Slot>
  private readonly owned: GPUBuffer[] = []

  /** @param theta all parameters, [P] */
  constructor(
    private readonly device: GPUDevice,
    readonly shape: TransformerShape,
    readonly theta: Binding,
    private readonly size: PlanSize,
  ) {
    const slots = layoutOf(shape)
    this.slots = new Map(slots.map(slot => [slot.name, slot]))
    this.P = slots.reduce((sum, slot) => sum + slot.size, 0)
    this.parts = Math.max(1, Math.min(PARTS, Math.floor(PARTS_BYTES / (4 * this.P))))
    this.packing = new Packing(shape, size.capacity)
    this.indices = this.room(this.packing.words.length).buffer
    this.transposed = this.room(this.P)
    this.partial = this.room(this.parts * this.P)
    this.gradient = this.room(this.P)
  }

  /** Of a parameter in the flat vector. */
  offset(name: string): number {
    return this.slots.get(name)!.offset
  }

  /** Room for so many numbers a row. */
  rows(width: number): Binding {
    return this.room(this.size.capacity * width)
  }

  index(name: keyof Packing['sections']): Binding {
    const { offset, length } = this.packing.sections[name]
    return { buffer: this.indices, offset: 4 * offset, size: 4 * length }
  }

  add(
    program: Program,
    buffers: readonly Binding[],
    view: number,
    groups: Dispatch['groups'],
    constants: readonly number[] = [],
  ): void {
    this.dispatches.push({ program, buffers, constants: Uint32Array.from(constants), view, groups })
  }

  /** x times a matrix of θ, and its bias and what else its epilogue does. */
  forward(
    epilogue: 'bias' | 'residual' | 'gelu',
    name: string,
    x: Binding,
    result: Binding,
    view: number,
    ...more: Binding[]
  ): void {
    const [K, N] = this.slots.get(`${name}.w`)!.shape
    const constants = [K, N, this.offset(`${name}.w`), this.offset(`${name}.b`)]
    const { tile } = this.size
    const buffers = [x, this.theta, result, ...more]
    this.add(matmul(tile, epilogue), buffers, view, rows => matmulGroups(tile, N, rows), constants)
  }

  /** dy times the transpose of a matrix, [K, N] → [N, K]; with `hidden` times GELU's derivative there. */
  backward(name: string, dy: Binding, dx: Binding, view: number, hidden?: Binding): void {
    const [K, N] = this.slots.get(`${name}.w`)!.shape
    const epilogue = hidden ? 'geluGradient' : 'plain'
    this.product(dy, [this.transposed, this.offset(`${name}.w`), N, K], dx, view, epilogue, hidden)
  }

  /** x, [rows, K], times a matrix, [K, N]. */
  product(
    x: Binding,
    [w, offset, K, N]: readonly [Binding, number, number, number],
    result: Binding,
    view: number,
    epilogue: 'plain' | 'geluGradient' = 'plain',
    ...more: (Binding | undefined)[]
  ): void {
    const { tile } = this.size
    const buffers = [x, w, result, ...more.filter(binding => binding !== undefined)]
    this.add(matmul(tile, epilogue), buffers, view, rows => matmulGroups(tile, N, rows), [K, N, offset])
  }

  /** The gradient in a matrix, and in its bias where it has one. */
  weights(name: string, x: Binding, dy: Binding, view: number): void {
    const bias = this.slots.get(`${name}.b`)
    const { offset, shape } = (bias ? this.slots.get(`${name}.w`) : this.slots.get(name))!
    const [K, N] = shape
    const { parts, P } = this
    const { tile } = this.size
    const constants = [K, N, P, offset, ...(bias ? [bias.offset] : [])]
    const groups = () => weightGradientGroups(tile, { K, N, parts })
    this.add(weightGradient(tile, parts, bias !== undefined), [x, dy, this.partial], view, groups, constants)
  }

  normalize(name: string, x: Binding, view: number): Normalized {
    const { width: d } = this.shape
    const normalized = { name, x, y: this.rows(d), moments: this.rows(2), view }
    const constants = [this.offset(`${name}.g`), this.offset(`${name}.b`)]
    this.add(layerNorm(d), [this.theta, x, normalized.y, normalized.moments], view, groupsByRow, constants)
    return normalized
  }

  /** Gradients of a normalization. @param residual what went by: its gradient, and which of its rows goes to which */
  normalizeBack({ name, x, moments, view }: Normalized, dy: Binding, dx: Binding, residual: readonly Binding[]): void {
    const { parts, P } = this
    const { width: d } = this.shape
    const [gain, bias] = [this.offset(`${name}.g`), this.offset(`${name}.b`)]
    const program = layerNormGradient(d, residual.length > 0)
    this.add(program, [this.theta, x, moments, dy, dx, ...residual], view, groupsByRow, [gain])
    const groups = () => gainGradientGroups(d, parts)
    this.add(gainGradient(d, parts), [x, moments, dy, this.partial], view, groups, [P, gain, bias])
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }

  private room(words: number): Binding {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST
    const buffer = this.device.createBuffer({ size: 4 * words, usage })
    this.owned.push(buffer)
    return { buffer }
  }
}
