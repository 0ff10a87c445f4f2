/** Sizes of a GPT-2-like transformer. */
export interface TransformerShape {
  /** Vocabulary size V. */
  readonly vocabulary: number
  /** Longest sequence that has positions, tokens. */
  readonly context: number
  /** Width d of the residual stream; a multiple of `heads`. */
  readonly width: number
  readonly layers: number
  readonly heads: number
}

/** Where a named tensor lies in the flat vector of all parameters. */
export interface Slot {
  readonly name: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly size: number
}

/** Every parameter in order: embeddings, layer by layer, the last normalization. Matrices are [in, out]. */
export function layoutOf({ vocabulary: V, context, width: d, layers }: TransformerShape): readonly Slot[] {
  const shapes: [string, number[]][] = [
    ['wte', [V, d]],
    ['wpe', [context, d]],
  ]
  for (let layer = 0; layer < layers; layer++) {
    const own = (name: string) => `h${layer}.${name}`
    shapes.push(
      [own('ln1.g'), [d]],
      [own('ln1.b'), [d]],
      [own('attn.qkv.w'), [d, 3 * d]],
      [own('attn.qkv.b'), [3 * d]],
      [own('attn.out.w'), [d, d]],
      [own('attn.out.b'), [d]],
      [own('ln2.g'), [d]],
      [own('ln2.b'), [d]],
      [own('mlp.fc.w'), [d, 4 * d]],
      [own('mlp.fc.b'), [4 * d]],
      [own('mlp.proj.w'), [4 * d, d]],
      [own('mlp.proj.b'), [d]],
    )
  }
  shapes.push(['lnf.g', [d]], ['lnf.b', [d]])
  let offset = 0
  return shapes.map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1)
    const slot = { name, shape, offset, size }
    offset += size
    return slot
  })
}

/** Number of parameters. */
export function parameterCount(shape: TransformerShape): number {
  const slots = layoutOf(shape)
  const last = slots[slots.length - 1]
  return last.offset + last.size
}
