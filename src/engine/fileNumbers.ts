import { z } from '../config/zod'

/** How files write numbers: JSON has no infinities. */
const INFINITIES: Readonly<Record<string, number>> = {
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/** A number as a file writes it; NaN where it is none. */
function read(value: unknown): number {
  if (typeof value === 'number') return value
  return (typeof value === 'string' ? INFINITIES[value] : undefined) ?? Number.NaN
}

/** A number or an infinity. */
export const numberInFile = z.unknown().transform((value, context) => {
  const number = read(value)
  if (Number.isNaN(number)) context.addIssue({ code: 'custom', message: 'it is not a number' })
  return number
})

export const share = z.number().min(0).max(1)
export const count = z.number().int().min(0)

/** An array of numbers or infinities, read into the given kind of array: element by element a schema would take too long. */
export function numbersInFile<T extends Float32Array | Float64Array | Uint16Array>(kind: new (length: number) => T) {
  return z.unknown().transform((value, context): T => {
    if (!Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'it is not a list of numbers' })
      return z.NEVER
    }
    const numbers = new kind(value.length)
    for (let i = 0; i < value.length; i++) {
      const number = read(value[i])
      if (Number.isNaN(number) || (numbers instanceof Uint16Array && number !== (number & 0xffff))) {
        context.addIssue({
          code: 'custom',
          message: `its entry ${i + 1} is not ${numbers instanceof Uint16Array ? 'an index' : 'a number'}`,
        })
        return z.NEVER
      }
      numbers[i] = number
    }
    return numbers
  })
}

/** Shares by N, such as a file's coverage. */
export const sharesByN = z.record(z.string().regex(/^\d+(\.\d+)?$/, 'it is not an N'), share).transform(record => {
  const Ns = Object.keys(record)
    .map(Number)
    .filter(N => N > 0)
    .sort((a, b) => a - b)
  return { Ns, shares: Ns.map(N => record[String(N)]) }
})

/** The first thing that is wrong, in a sentence about a file, e.g. "Its snapshots.3.kl is wrong: it is not a number." */
export function complaint({ issues: [issue] }: z.ZodError): string {
  const place = issue.path.map(String).join('.')
  return `Its ${place || 'form'} is wrong: ${issue.message.replace(/\.$/, '')}.`
}
