import { groupsByRow } from '../../kernels/webgpu/byRow'
import { layerNorm } from '../../kernels/webgpu/layerNorm'
import { matmul, matmulGroups, type Tile } from '../../kernels/webgpu/matmul'
import type { Dispatch, Program } from '../../kernels/webgpu/program'
import { layoutOf, type Slot, type TransformerShape } from './layout'
import type { Sections } from './sections'

/** Counts of rows: of all, and of those that predict. */
export const READ = 0
export const PREDICTING = 1

export type Binding = GPUBufferBinding

/** What buffers are made by. */
export type BufferMaker = Pick<GPUDevice, 'createBuffer'>

export interface PlanSize {
  /** Most rows; a multiple of 64, so that tiles end within the buffers. */
  readonly capacity: number
  readonly tile: Tile
  /** Invocations for each row of programs that go along rows. */
  readonly lanes: number
}

/** What the backward pass needs of a layer normalization. */
export interface Normalized {
  readonly name: string
  readonly x: Binding
  readonly y: Binding
  readonly moments: Binding
  readonly view: number
}

/**
 * A pass over the transformer as it is put together: dispatches in order, and the buffers they work on, which it owns.
 * @typeParam Name of lists of indices
 */
export class GpuPlan<Name extends string> {
  readonly dispatches: Dispatch[] = []
  readonly indices: GPUBuffer
  protected readonly slots: ReadonlyMap<string, Slot>
  private readonly owned: GPUBuffer[] = []

  /** @param theta all parameters, [P] */
  constructor(
    private readonly device: BufferMaker,
    readonly shape: TransformerShape,
    readonly theta: Binding,
    protected readonly size: PlanSize,
    readonly packing: Sections<Name>,
  ) {
    this.slots = new Map(layoutOf(shape).map(slot => [slot.name, slot]))
    this.indices = this.room(packing.size).buffer
  }

  /** Of a parameter in the flat vector. */
  offset(name: string): number {
    return this.slots.get(name)!.offset
  }

  /** Room for so many numbers a row. */
  rows(width: number): Binding {
    return this.room(this.size.capacity * width)
  }

  index(name: Name): Binding {
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

  /** A program that goes along rows. */
  addByRow(
    program: (lanes: number) => Program,
    buffers: readonly Binding[],
    view: number,
    constants: readonly number[] = [],
  ): void {
    const { lanes } = this.size
    this.add(program(lanes), buffers, view, rows => groupsByRow(lanes, rows), constants)
  }

  /** x times a matrix of θ, and its bias and what else its epilogue does. */
  forward(
    epilogue: 'bias' | 'residual' | 'gelu' | 'keysValues',
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

  /** @param room for the result, and for what the backward pass needs */
  normalize(
    name: string,
    x: Binding,
    view: number,
    room: Pick<Normalized, 'y' | 'moments'> = { y: this.rows(this.shape.width), moments: this.rows(2) },
  ): Normalized {
    const { y, moments } = room
    const constants = [this.offset(`${name}.g`), this.offset(`${name}.b`)]
    this.addByRow(lanes => layerNorm(this.shape.width, lanes), [this.theta, x, y, moments], view, constants)
    return { name, x, y, moments, view }
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }

  /** Room for so many numbers. */
  protected room(words: number): Binding {
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage
    const buffer = this.device.createBuffer({ size: 4 * words, usage: STORAGE | COPY_DST | COPY_SRC })
    this.owned.push(buffer)
    return { buffer }
  }
}
