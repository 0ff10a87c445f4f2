import type { Arena, Matrix, Room } from '../../../kernels/wasm/arena'
import type { Kernels } from '../../../kernels/wasm/kernels'
import { layoutOf, parameterCount, type TransformerShape } from '../layout'

/** Addresses of a parameter and of its gradient; 0 where there are none. */
export interface Parameter {
  readonly at: number
  readonly gradient: number
}

/** x·w + b, some columns of a matrix of weights: w is [depth, columns], its rows `ld` bytes apart. */
export interface Linear {
  readonly w: Parameter
  readonly b: Parameter
  readonly ld: number
  readonly depth: number
  readonly columns: number
  /** w and wᵀ as panels; the latter are for gradients. */
  readonly panels: number
  readonly transposed: number
}

export interface BlockParameters {
  readonly before: { readonly g: Parameter; readonly b: Parameter }
  readonly q: Linear
  readonly k: Linear
  readonly v: Linear
  readonly out: Linear
  readonly between: { readonly g: Parameter; readonly b: Parameter }
  readonly fc: Linear
  readonly proj: Linear
}

const BYTES = 4

/** Where they lie: all parameters and, where the model learns, their gradients, flat as everywhere, and the weights as products read them. */
export class ParameterPlaces {
  readonly blocks: readonly BlockParameters[]
  readonly wte: Parameter
  readonly wpe: Parameter
  readonly last: { readonly g: Parameter; readonly b: Parameter }
  /** The head, tied to the token embedding: its panels, and those of the transpose. */
  readonly head: { readonly panels: number; readonly transposed: number }
  readonly size: number
  readonly theta: number
  readonly gradient: number
  /** The sum of the gradients of parts. */
  readonly sum: number
  /** Room for a tile. */
  readonly edge: number

  constructor(
    readonly shape: TransformerShape,
    room: Room,
    readonly learns: boolean,
  ) {
    const { width: d, layers, vocabulary } = shape
    this.size = parameterCount(shape)
    // Tiles may read a little past the end of either.
    this.theta = room.numbers(this.size + 8)
    this.gradient = learns ? room.numbers(this.size + 8) : 0
    this.edge = room.numbers(32)
    const offsets = new Map(layoutOf(shape).map(({ name, offset }) => [name, offset]))
    const parameter = (name: string, from = 0): Parameter => {
      const bytes = (offsets.get(name)! + from) * BYTES
      return { at: this.theta + bytes, gradient: learns ? this.gradient + bytes : 0 }
    }
    const panels = (depth: number, columns: number) => room.numbers(depth * Math.ceil(columns / 8) * 8)
    const linear = (name: string, depth: number, all: number, from = 0, columns = all): Linear => ({
      w: parameter(`${name}.w`, from),
      b: parameter(`${name}.b`, from),
      ld: all * BYTES,
      depth,
      columns,
      panels: panels(depth, columns),
      transposed: learns ? panels(columns, depth) : 0,
    })
    const norm = (name: string) => ({ g: parameter(`${name}.g`), b: parameter(`${name}.b`) })
    this.wte = parameter('wte')
    this.wpe = parameter('wpe')
    this.blocks = Array.from({ length: layers }, (_, layer) => ({
      before: norm(`h${layer}.ln1`),
      q: linear(`h${layer}.attn.qkv`, d, 3 * d, 0, d),
      k: linear(`h${layer}.attn.qkv`, d, 3 * d, d, d),
      v: linear(`h${layer}.attn.qkv`, d, 3 * d, 2 * d, d),
      out: linear(`h${layer}.attn.out`, d, d),
      between: norm(`h${layer}.ln2`),
      fc: linear(`h${layer}.mlp.fc`, d, 4 * d),
      proj: linear(`h${layer}.mlp.proj`, 4 * d, d),
    }))
    this.last = norm('lnf')
    this.head = { panels: learns ? panels(vocabulary, d) : 0, transposed: panels(d, vocabulary) }
    this.sum = learns ? room.numbers(this.size) : 0
  }
}

/** All parameters in a kernel's memory. */
export class PackedParameters extends ParameterPlaces {
  constructor(
    private readonly kernels: Kernels,
    shape: TransformerShape,
    arena: Arena,
    learns: boolean,
  ) {
    super(shape, arena, learns)
  }

  /** Takes the parameters. */
  write(arena: Arena, theta: Float32Array): void {
    const { pack, packTransposed } = this.kernels
    const { width: d, vocabulary } = this.shape
    arena.floats(this.theta, this.size).set(theta)
    for (const { q, k, v, out, fc, proj } of this.blocks) {
      for (const { w, ld, depth, columns, panels, transposed } of [q, k, v, out, fc, proj]) {
        pack(w.at, ld, depth, columns, panels)
        if (this.learns) packTransposed(w.at, ld, columns, depth, transposed)
      }
    }
    if (this.learns) pack(this.wte.at, d * BYTES, vocabulary, d, this.head.panels)
    packTransposed(this.wte.at, d * BYTES, d, vocabulary, this.head.transposed)
  }

  /** y = x·w + b + onto. @param onto laid out as y, which it may be; null for nothing */
  linear({ depth, panels, columns, b }: Linear, x: Matrix, rows: number, y: Matrix, onto: Matrix | null = null): void {
    this.kernels.product(x.at, x.ld, rows, depth, panels, columns, b.at, onto?.at ?? 0, y.at, y.ld)
  }

  /** dx = dy·wᵀ + onto, and adds up the gradients in w and b. */
  linearGradient(linear: Linear, dy: Matrix, x: Matrix, rows: number, dx: Matrix, onto: Matrix | null = null): void {
    const { depth, columns, transposed, w, b, ld } = linear
    this.kernels.product(dy.at, dy.ld, rows, columns, transposed, depth, 0, onto?.at ?? 0, dx.at, dx.ld)
    this.addOuterProducts(x, depth, dy, columns, rows, w.gradient, ld)
    this.kernels.addColumnSums(dy.at, dy.ld, rows, columns, b.gradient)
  }

  /** Adds aᵀb to a gradient, [depth, columns]. */
  addOuterProducts(a: Matrix, depth: number, b: Matrix, columns: number, rows: number, c: number, ld: number): void {
    this.kernels.addOuterProducts(a.at, a.ld, depth, b.at, b.ld, columns, rows, c, ld, this.edge)
  }
}
