import { layoutOf, type TransformerShape } from './layout'

/**
 * The safetensors format: eight bytes with the header's length, a JSON header that says where each tensor lies, and the data.
 * Only float32 tensors are written and read.
 */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
  readonly metadata: Readonly<Record<string, string>>
}

interface HeaderEntry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

const LENGTH_BYTES = 8
/** Headers start their data at a multiple of this. */
const ALIGNMENT = 8
/** Longest header that is read, bytes; ours are thousands of times shorter. */
const MOST_HEADER = 2 ** 24

export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, HeaderEntry | Record<string, string>> = { __metadata__: { ...metadata } }
  let offset = 0
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * data.length] }
    offset += 4 * data.length
  }
  const json = JSON.stringify(header)
  const bytes = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / ALIGNMENT) * ALIGNMENT))
  const file = new Uint8Array(LENGTH_BYTES + bytes.length + offset)
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes.length), true)
  file.set(bytes, LENGTH_BYTES)
  let at = LENGTH_BYTES + bytes.length
  for (const { data } of tensors.values()) {
    // Little-endian on every platform that runs this.
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return file
}

/** @throws Error with a sentence for a file that is not in this format, or holds other than float32 tensors */
export function decodeTensors(file: Uint8Array): TensorFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const length = file.byteLength >= LENGTH_BYTES ? Number(view.getBigUint64(0, true)) : Number.POSITIVE_INFINITY
  if (length > file.byteLength - LENGTH_BYTES)
    throw new Error('This is not a safetensors file, or it is cut off within its header.')
  if (length > MOST_HEADER) throw new Error('This is not a safetensors file: its header is too long.')
  const header = parsed(new TextDecoder().decode(file.subarray(LENGTH_BYTES, LENGTH_BYTES + length)))
  const begin = LENGTH_BYTES + length
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>()
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(header)) {
    if (typeof entry !== 'object' || entry === null) throw new Error(`The header says nothing of “${brief(name)}”.`)
    if (name === '__metadata__') {
      metadata = Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, String(value)]))
      continue
    }
    tensors.set(name, tensorOf(name, entry as HeaderEntry, file.subarray(begin)))
  }
  return { tensors, metadata }
}

function parsed(json: string): Record<string, object> {
  try {
    const header: unknown = JSON.parse(json)
    if (typeof header === 'object' && header !== null) return header as Record<string, object>
  } catch {
    // Said below.
  }
  throw new Error('This is not a safetensors file: its header is no JSON.')
}

function tensorOf(name: string, { dtype, shape, data_offsets: offsets }: HeaderEntry, data: Uint8Array) {
  const [from, to] = Array.isArray(offsets) ? offsets : [0, 0]
  const whole = Array.isArray(shape) && [...shape, from, to].every(number => Number.isInteger(number) && number >= 0)
  const size = whole ? shape.reduce((product, side) => product * side, 1) : Number.NaN
  if (dtype !== 'F32') throw new Error(`The tensor “${brief(name)}” is ${brief(String(dtype))}; only F32 can be read.`)
  if (!(to <= data.length && to - from === 4 * size)) {
    throw new Error(`The tensor “${brief(name)}” does not fit its shape or the file.`)
  }
  // Copied, so that it is aligned; a Buffer's own `slice` would not copy.
  return { shape, data: new Float32Array(new Uint8Array(data.subarray(from, to)).buffer) }
}

/** A foreign name as it may be shown. */
function brief(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name
}

/** The parameters of a transformer by name. @param theta [P] */
export function namedTensors(shape: TransformerShape, theta: Float32Array, prefix = ''): TensorFile['tensors'] {
  return new Map(
    layoutOf(shape).map(({ name, shape: sides, offset, size }) => [
      prefix + name,
      { shape: sides, data: theta.slice(offset, offset + size) },
    ]),
  )
}

/**
 * The flat vector of parameters, [P], from tensors by name.
 * @throws Error with a sentence if one is missing or of another shape
 */
export function flatParameters(shape: TransformerShape, { tensors }: TensorFile, prefix = ''): Float32Array {
  const slots = layoutOf(shape)
  const last = slots[slots.length - 1]
  const theta = new Float32Array(last.offset + last.size)
  for (const { name, shape: sides, offset } of slots) {
    const tensor = tensors.get(prefix + name)
    if (!tensor) throw new Error(`The file has no tensor “${prefix}${name}”.`)
    if (tensor.shape.join() !== sides.join()) {
      throw new Error(
        `The tensor “${prefix}${name}” is ${brief(tensor.shape.join(' × '))}; it must be ${sides.join(' × ')}.`,
      )
    }
    theta.set(tensor.data, offset)
  }
  return theta
}
