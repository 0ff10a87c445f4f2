import { ALONG, ENTRY, type Program } from './program'

/** The gradient, [P], as the sum of its parts, [parts, P]. */
export function gradientSum(parts: number): Program {
  return {
    name: 'sum of gradients',
    buffers: { partial: 'f32', gradient: 'written f32' },
    constants: { P: 'u32' },
    workgroup: [ALONG, 1],
    body: `
  let i = ${ENTRY};
  if (i >= own.P) { return; }
  var sum = 0.0;
  for (var part = 0u; part < ${parts}u; part++) { sum += partial[part * own.P + i]; }
  gradient[i] = sum;`,
  }
}
