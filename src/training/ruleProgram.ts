import { norm } from '../kernels/webgpu/norm'
import { ALONG, type Dispatch, ENTRY, groupsAlong, type Program } from '../kernels/webgpu/program'
import type { Algebra, GradientRule, RuleInput } from './rule'

/** A rule's step written as WGSL: the rule itself is asked what it does. */
interface Written {
  readonly lines: readonly string[]
  /** Numbers of this step, which the lines call `own.c0`, `own.c1`, …; as many at every step. */
  readonly numbers: readonly number[]
  readonly theta: string
  readonly slots: readonly string[]
  readonly usesNorm: boolean
}

const GRADIENT = 'gradient[i]'

/** The lines are the same at every step. */
const ANY_STEP = { t: 1, eta: 1, lambda: 1 }

function written(rule: GradientRule, step: Pick<RuleInput<string>, 't' | 'eta' | 'lambda'>): Written {
  const lines: string[] = []
  const numbers: number[] = []
  let usesNorm = false
  const word = (value: string | number) => (typeof value === 'string' ? value : `own.c${numbers.push(value) - 1}`)
  const kept = (expression: string) => {
    const name = `v${lines.length}`
    lines.push(`let ${name} = ${expression};`)
    return name
  }
  const algebra: Algebra<string> = {
    add: (a, b) => kept(`${word(a)} + ${word(b)}`),
    mul: (a, b) => kept(`${word(a)} * ${word(b)}`),
    div: (a, b) => kept(`${word(a)} / ${word(b)}`),
    maximum: (a, b) => kept(`max(${word(a)}, ${word(b)})`),
    sqrt: a => kept(`sqrt(${a})`),
    sign: a => kept(`sign(${a})`),
    norm(a) {
      if (a !== GRADIENT) throw new Error(`${rule.label} needs a norm that only the gradient has on WebGPU.`)
      usesNorm = true
      return 'sums[0]'
    },
  }
  const slots = Array.from({ length: rule.slots }, (_, slot) => `slot${slot}`)
  const after = rule.step(algebra, { theta: 'theta', gradient: GRADIENT, slots, ...step })
  return { lines, numbers, theta: after.theta, slots: after.slots, usesNorm }
}

/** What the dispatches of a rule work on. */
interface RuleBuffers {
  /** Parameters and slots one behind the other, [1 + slots, P]. */
  readonly state: GPUBufferBinding
  /** [P]. */
  readonly gradient: GPUBufferBinding
  /** `NORM_SUMS` numbers. */
  readonly sums: GPUBufferBinding
}

/**
 * A rule's step, and weight decay after it. The last dispatch has the constants that `ruleConstants` gives at each step.
 * @param lanes invocations for each sum of a norm
 */
export function ruleDispatches(
  rule: GradientRule,
  P: number,
  lanes: number,
  { state, gradient, sums }: RuleBuffers,
): Dispatch[] {
  const step = written(rule, ANY_STEP)
  const before = norm(lanes).map(({ program, groups }) => ({
    program,
    buffers: [gradient, sums],
    constants: Uint32Array.of(P),
    view: 0,
    groups: () => groups,
  }))
  const last = {
    program: ruleProgram(rule, P, step),
    buffers: [state, gradient, sums],
    constants: new Float32Array(step.numbers.length + 1),
    view: 0,
    groups: () => groupsAlong(P),
  }
  return [...(step.usesNorm ? before : []), last]
}

function ruleProgram(rule: GradientRule, P: number, { lines, numbers, theta, slots }: Written): Program {
  return {
    name: rule.label,
    buffers: { state: 'written f32', gradient: 'f32', sums: 'f32' },
    constants: Object.fromEntries([...numbers.map((_, i) => [`c${i}`, 'f32']), ['decay', 'f32']]),
    workgroup: [ALONG, 1],
    body: `
  let i = ${ENTRY};
  if (i >= ${P}u) { return; }
  let theta = state[i];
  ${slots.map((_, slot) => `let slot${slot} = state[${(slot + 1) * P}u + i];`).join('\n  ')}
  ${lines.join('\n  ')}
  var after = ${theta};
  if (own.decay > 0.0) { after -= own.decay * theta; }
  state[i] = after;
  ${slots.map((slot, s) => `state[${(s + 1) * P}u + i] = ${slot};`).join('\n  ')}`,
  }
}

/** Constants of the last dispatch at a step. @param step counted from 0 */
export function ruleConstants(
  rule: GradientRule,
  step: number,
  { eta, lambda, decay = 0 }: Readonly<Record<string, number>>,
): Float32Array<ArrayBuffer> {
  return Float32Array.from([...written(rule, { t: step + 1, eta, lambda }).numbers, eta * decay])
}
