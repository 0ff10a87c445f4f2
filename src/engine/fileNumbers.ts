import { type Subject, schemaProblem } from '../config/schemaProblem'
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
  if (Number.isNaN(number)) context.addIssue({ code: 'custom', message: 'a number' })
  return number
})

export const share = z.number().min(0).max(1)
export const count = z.number().int().min(0)

/** An array of numbers or infinities, read into the given kind of array: element by element a schema would take too long. */
export function numbersInFile<T extends Float32Array | Float64Array | Uint16Array>(kind: new (length: number) => T) {
  return z.unknown().transform((value, context): T => {
    if (!Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'a list of numbers' })
      return z.NEVER
    }
    const numbers = new kind(value.length)
    for (let i = 0; i < value.length; i++) {
      const number = read(value[i])
      if (Number.isNaN(number) || (numbers instanceof Uint16Array && number !== (number & 0xffff))) {
        context.addIssue({
          code: 'custom',
          message: `a list of ${numbers instanceof Uint16Array ? 'whole numbers from 0 to 65535' : 'numbers'}; its entry ${i + 1} is none`,
        })
        return z.NEVER
      }
      numbers[i] = number
    }
    return numbers
  })
}

/** Shares by N, such as a file's coverage. */
export const sharesByN = z.record(z.string().regex(/^\d+(\.\d+)?$/, 'a number N'), share).transform(record => {
  const Ns = Object.keys(record)
    .map(Number)
    .filter(N => N > 0)
    .sort((a, b) => a - b)
  return { Ns, shares: Ns.map(N => record[String(N)]) }
})

const FILE: Subject = { whole: 'The file', part: field => `Its ${field}`, kind: 'files' }

/** The first thing that a schema finds wrong in a file, in a sentence, e.g. "Its snapshots[4].kl must be a number." */
export function fileProblem(error: z.ZodError): string {
  return schemaProblem(error, FILE)
}
