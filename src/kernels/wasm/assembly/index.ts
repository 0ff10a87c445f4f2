export { add, div, maximum, mul, sign, sqrt } from './algebra'
export { attend, attendBehind, attendGradient } from './attention'
export { crossEntropy } from './crossEntropy'
export { fold } from './fold'
export { gelu, geluGradient } from './gelu'
export { layerNorm, layerNormGradient } from './layerNorm'
export { trainLinear } from './linear'
export { addOuterProducts, pack, packTransposed, product } from './matmul'
export { sumAlong } from './sums'
export { visits } from './visits'
export { addColumnSums, addEmbeddingGradient, append, embed, gather, spread } from './rows'

/** Where the memory is free: what the kernels keep themselves lies before. */
export function free(): usize {
  return __heap_base
}
