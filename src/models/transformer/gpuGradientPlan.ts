import { gainGradient, gainGradientGroups, layerNormGradient } from '../../kernels/webgpu/layerNorm'
import { weightGradient, weightGradientGroups } from '../../kernels/webgpu/matmul'
import { type Binding, type BufferMaker, GpuPlan, type Normalized, type PlanSize } from './gpuPlan'
import { parameterCount, type TransformerShape } from './layout'
import { type PackedName, Packing } from './packing'

/** Most copies of the gradient that are summed, and bytes of them all. */
const PARTS = 16
const PARTS_BYTES = 2 ** 27

/** A pass over packed sequences forward and back. */
export class GradientPlan extends GpuPlan<PackedName> {
  /** Every matrix of θ transposed, at its own offset, [P]. */
  readonly transposed: Binding
  /** Copies of the gradient for shares of the rows, [parts, P], and their sum, [P]. */
  readonly partial: Binding
  readonly gradient: Binding
  readonly parts: number
  /** Number of parameters. */
  readonly P: number

  /** @param theta all parameters, [P] */
  constructor(
    device: BufferMaker,
    shape: TransformerShape,
    theta: Binding,
    size: PlanSize,
    override readonly packing = new Packing(shape, size.capacity),
  ) {
    super(device, shape, theta, size, packing)
    this.P = parameterCount(shape)
    this.parts = Math.max(1, Math.min(PARTS, Math.floor(PARTS_BYTES / (4 * this.P))))
    this.transposed = this.room(this.P)
    this.partial = this.room(this.parts * this.P)
    this.gradient = this.room(this.P)
  }

  /** dy times the transpose of a matrix, [K, N] → [N, K]; with `hidden` times GELU's derivative there. */
  backward(name: string, dy: Binding, dx: Binding, view: number, hidden?: Binding): void {
    const [K, N] = this.slots.get(`${name}.w`)!.shape
    const epilogue = hidden ? 'geluGradient' : 'plain'
    this.product(dy, [this.transposed, this.offset(`${name}.w`), N, K], dx, view, epilogue, hidden)
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

  /** Gradients of a normalization. @param residual what went by: its gradient, and which of its rows goes to which */
  normalizeBack({ name, x, moments, view }: Normalized, dy: Binding, dx: Binding, residual: readonly Binding[]): void {
    const { parts, P } = this
    const { width: d } = this.shape
    const [gain, bias] = [this.offset(`${name}.g`), this.offset(`${name}.b`)]
    const program = (lanes: number) => layerNormGradient(d, residual.length > 0, lanes)
    this.addByRow(program, [this.theta, x, moments, dy, dx, ...residual], view, [gain])
    const groups = () => gainGradientGroups(d, parts)
    this.add(gainGradient(d, parts), [x, moments, dy, this.partial], view, groups, [P, gain, bias])
  }
}
