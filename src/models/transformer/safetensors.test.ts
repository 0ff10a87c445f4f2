import { describe, expect, it } from 'vitest'
import { decodeTensors, encodeTensors, flatParameters, namedTensors } from './safetensors'
import { initialParameters } from './tensors'

const shape = { vocabulary: 7, context: 9, width: 8, layers: 2, heads: 2 }
const theta = initialParameters(shape, 4)
const file = encodeTensors({ tensors: namedTensors(shape, theta), metadata: { link: '?v=1', step: '3' } })

/** A file of a header and a few zeros. */
function headed(header: string, room = 8): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + room)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(room > 8 ? room : header.length), true)
  bytes.set(new TextEncoder().encode(header), 8)
  return bytes
}

describe('safetensors', () => {
  it('read back as what was written, bit for bit', () => {
    const read = decodeTensors(file)
    expect(read.metadata).toEqual({ link: '?v=1', step: '3' })
    expect(flatParameters(shape, read)).toEqual(theta)
    expect(encodeTensors(read)).toEqual(file)
    expect(flatParameters(shape, decodeTensors(Buffer.from(file)))).toEqual(theta)
    // Also from the middle of a larger buffer.
    const larger = new Uint8Array(file.length + 3)
    larger.set(file, 3)
    expect(flatParameters(shape, decodeTensors(larger.subarray(3)))).toEqual(theta)
  })

  it('begin as the format says', () => {
    const header = Number(new DataView(file.buffer).getBigUint64(0, true))
    const entries = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + header)))
    expect(header % 8).toBe(0)
    expect(entries.wte).toEqual({ dtype: 'F32', shape: [7, 8], data_offsets: [0, 224] })
    expect(entries['h1.mlp.fc.w'].shape).toEqual([8, 32])
    expect(file.length).toBe(8 + header + 4 * theta.length)
  })

  it.each([
    ['an empty file', new Uint8Array(0), /cut off/],
    ['a file of noise', Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 256), /cut off/],
    ['a header that is longer than any', headed('{}', 2 ** 25), /too long/],
    ['half of one', file.subarray(0, file.length / 2), /does not fit/],
    ['a header that is no JSON', headed('{!'), /no JSON/],
    ['metadata of nothing', headed('{"__metadata__":null}'), /says nothing of “__metadata__”/],
    ['a tensor of nothing', headed('{"w":7}'), /says nothing of “w”/],
    ['a tensor without a place', headed('{"w":{"dtype":"F32","shape":[1]}}'), /“w” does not fit/],
    ['halves of numbers', headed('{"w":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}'), /“w” does not fit/],
    ['negative sides', headed('{"w":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}'), /“w” does not fit/],
    ['other types', headed('{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}'), /“w” is F16; only F32/],
  ])('refuse %s with a sentence', (_, bytes, sentence) => {
    expect(() => decodeTensors(bytes)).toThrow(sentence)
  })

  it('refuse a model of another size', () => {
    expect(() => flatParameters({ ...shape, width: 16 }, decodeTensors(file))).toThrow(
      '“wte” is 7 × 8; it must be 7 × 16',
    )
    expect(() => flatParameters({ ...shape, layers: 3 }, decodeTensors(file))).toThrow('no tensor “h2.ln1.g”')
  })
})
