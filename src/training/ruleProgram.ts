import { norm } from '../kernels/webgpu/norm'
import { ALONG, type Dispatch, ENTRY, groupsAlong, type Program } from '../kernels/webgpu/program'
import type { Values } from '../scenarios/parameter'
import type { Algebra, GradientRule, RuleInput } from './rule'

/** A rule's step written as WGSL: the rule itself is asked what it does. */
interface Written {
  /** What is done with parameter `i`, weight decay after it. */
  readonly lines: string
  /** How many numbers the lines are given; see `ruleConstants`. */
  readonly constants: number
  readonly usesNorm: boolean
}

/** What the lines call what they are about. */
interface Names {
  /** Parameter `i`, and what a slot keeps of it: both are written too. */
  readonly theta: string
  slot(slot: number): string
  /** Norm of the gradient, whose entry is `gradient[i]`. */
  readonly norm: string
  constant(constant: number): string
}

const GRADIENT = 'gradient[i]'

/** The lines are the same at every step. */
const ANY_STEP = { t: 1, eta: 1, lambda: 1 }

type Step = Pick<RuleInput<string>, 't' | 'eta' | 'lambda'>

/** A rule's step in single assignments, and the numbers that it depends on. */
function asked(rule: GradientRule, step: Step, { norm, constant }: Pick<Names, 'norm' | 'constant'>) {
  const lines: string[] = []
  const numbers: number[] = []
  let usesNorm = false
  const word = (value: string | number) => (typeof value === 'string' ? value : constant(numbers.push(value) - 1))
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
      return norm
    },
  }
  const slots = Array.from({ length: rule.slots }, (_, slot) => `slot${slot}`)
  const after = rule.step(algebra, { theta: 'before', gradient: GRADIENT, slots, ...step })
  return { lines, numbers, after, usesNorm }
}

/** A rule's step for a program of any kind. */
export function writtenRule(rule: GradientRule, names: Names): Written {
  const { lines, numbers, after, usesNorm } = asked(rule, ANY_STEP, names)
  const text = [
    `let before = ${names.theta};`,
    ...after.slots.map((_, slot) => `let slot${slot} = ${names.slot(slot)};`),
    ...lines,
    `var after = ${after.theta};`,
    `let decay = ${names.constant(numbers.length)};`,
    'if (decay > 0.0) { after -= decay * before; }',
    `${names.theta} = after;`,
    ...after.slots.map((value, slot) => `${names.slot(slot)} = ${value};`),
  ]
  return { lines: text.join('\n  '), constants: numbers.length + 1, usesNorm }
}

/** The numbers of a step, as many at every one. @param step counted from 0 */
export function ruleConstants(
  rule: GradientRule,
  step: number,
  { eta, lambda, decay = 0 }: Values,
): Float32Array<ArrayBuffer> {
  const { numbers } = asked(rule, { t: step + 1, eta, lambda }, { norm: '', constant: () => '' })
  return Float32Array.from([...numbers, eta * decay])
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
 * A rule's step. The last dispatch has the constants that `ruleConstants` gives at each step.
 * @param lanes invocations for each sum of a norm
 */
export function ruleDispatches(
  rule: GradientRule,
  P: number,
  lanes: number,
  { state, gradient, sums }: RuleBuffers,
): Dispatch[] {
  const written = writtenRule(rule, {
    theta: 'state[i]',
    slot: slot => `state[${(slot + 1) * P}u + i]`,
    norm: 'sums[0]',
    constant: constant => `own.c${constant}`,
  })
  const before = norm(lanes).map(({ program, groups }) => ({
    program,
    buffers: [gradient, sums],
    constants: Uint32Array.of(P),
    view: 0,
    groups: () => groups,
  }))
  const last = {
    program: ruleProgram(rule, P, written),
    buffers: [state, gradient, sums],
    constants: new Float32Array(written.constants),
    view: 0,
    groups: () => groupsAlong(P),
  }
  return [...(written.usesNorm ? before : []), last]
}

function ruleProgram(rule: GradientRule, P: number, { lines, constants }: Written): Program {
  return {
    name: rule.label,
    buffers: { state: 'written f32', gradient: 'f32', sums: 'f32' },
    constants: Object.fromEntries(Array.from({ length: constants }, (_, i) => [`c${i}`, 'f32'])),
    workgroup: [ALONG, 1],
    body: `
  let i = ${ENTRY};
  if (i >= ${P}u) { return; }
  ${lines}`,
  }
}
