import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax'
import { layoutOf, type TransformerShape } from '../../src/models/transformer/layout'
import { serve } from '../race/engine'
import { BATCHES, ETA, SIDE, tokensOf, type Work } from '../race/work'

type Parameters = Record<string, np.Array>

/** The model and its optimizer, all of a step in one `jit`. Threads are its own affair: it takes them where it may. */
serve(async ({ backend, work }, theta) => {
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js has no ${backend} here.`)
  defaultDevice(backend)
  const { shape } = work
  const batches = Array.from({ length: BATCHES }, (_, step) => batchOf(work, step))
  let parameters: Parameters = {}
  let m: Parameters = {}
  let v: Parameters = {}
  for (const { name, shape: sides, offset, size } of layoutOf(shape)) {
    parameters[name] = np.array(theta.slice(offset, offset + size)).reshape([...sides])
    m[name] = np.zeros([...sides])
    v[name] = np.zeros([...sides])
  }
  let decays = [np.array(1), np.array(1)]
  let loss = np.array(0)
  const compiled = jit(adamStep(shape, work.batch))
  const step = (step: number) => {
    loss.dispose()
    const { inputs, targets } = batches[step % BATCHES]
    ;[loss, parameters, m, v, decays] = compiled(parameters, m, v, decays, inputs.ref, targets.ref)
  }
  const square = np.ones([SIDE, SIDE])
  return {
    step,
    read: () => loss.ref.data(),
    async losses(steps) {
      const losses = []
      for (let i = 0; i < steps; i++) {
        step(i)
        losses.push((await loss.ref.data())[0])
      }
      return losses
    },
    async product() {
      const result = np.matmul(square.ref, square.ref)
      await blockUntilReady(result)
      result.dispose()
    },
  }
})

/** Token ids, [batch · context]. */
function batchOf(work: Work, step: number) {
  const tokens = Array.from({ length: work.batch }, (_, k) => tokensOf(work, step, k))
  const ids = (from: number) =>
    np.array(Int32Array.from(tokens.flatMap(own => own.slice(from, from + work.shape.context))))
  return { inputs: ids(0), targets: ids(1) }
}

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8]

function adamStep(shape: TransformerShape, batch: number) {
  const lossAndGradient = valueAndGrad(lossOf(shape, batch))
  return (
    parameters: Parameters,
    m: Parameters,
    v: Parameters,
    [decay1, decay2]: np.Array[],
    inputs: np.Array,
    targets: np.Array,
  ): [np.Array, Parameters, Parameters, Parameters, np.Array[]] => {
    const [loss, gradient] = lossAndGradient(tree.ref(parameters), inputs, targets) as [np.Array, Parameters]
    const decays = [decay1.mul(BETA1), decay2.mul(BETA2)]
    const means: Parameters = {}
    const squares: Parameters = {}
    const next: Parameters = {}
    for (const name of Object.keys(parameters)) {
      const g = gradient[name]
      means[name] = m[name].mul(BETA1).add(g.ref.mul(1 - BETA1))
      squares[name] = v[name].mul(BETA2).add(np.square(g).mul(1 - BETA2))
      const mean = means[name].ref.div(np.subtract(1, decays[0].ref))
      const square = squares[name].ref.div(np.subtract(1, decays[1].ref))
      next[name] = parameters[name].sub(mean.div(np.sqrt(square).add(EPSILON)).mul(ETA))
    }
    return [loss, next, means, squares, decays]
  }
}

/** Nats per sequence. */
function lossOf({ vocabulary: V, context: L, width: d, layers, heads }: TransformerShape, B: number) {
  return (p: Parameters, inputs: np.Array, targets: np.Array): np.Array => {
    const linear = (x: np.Array, name: string) => np.matmul(x, p[`${name}.w`]).add(p[`${name}.b`])
    const layerNorm = (x: np.Array, name: string) => nn.standardize(x).mul(p[`${name}.g`]).add(p[`${name}.b`])
    const attention = (x: np.Array, name: string) => {
      const [q, k, v] = np.split(linear(x, `${name}.qkv`), 3, 1).map(part => part.reshape([B, L, heads, d / heads]))
      const mixed = nn.dotProductAttention(q, k, v, { isCausal: true })
      return linear(mixed.reshape([B * L, d]), `${name}.out`)
    }
    const tokens = np.matmul(nn.oneHot(inputs, V), p.wte.ref).reshape([B, L, d])
    let x = tokens.add(p.wpe).reshape([B * L, d])
    for (let layer = 0; layer < layers; layer++) {
      x = x.ref.add(attention(layerNorm(x, `h${layer}.ln1`), `h${layer}.attn`))
      const hidden = nn.gelu(linear(layerNorm(x.ref, `h${layer}.ln2`), `h${layer}.mlp.fc`))
      x = x.add(linear(hidden, `h${layer}.mlp.proj`))
    }
    const logits = np.matmul(layerNorm(x, 'lnf'), p.wte.transpose())
    return nn
      .logSoftmax(logits)
      .mul(nn.oneHot(targets, V))
      .sum()
      .mul(-1 / B)
  }
}
