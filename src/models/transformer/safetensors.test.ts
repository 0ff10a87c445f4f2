import { describe, expect, it } from 'vitest'
import { decodeTensors, encodeTensors, flatParameters, namedTensors } from './safetensors'
import { initialParameters } from './tensors'

const shape = { vocabulary: 7, context: 9, width: 8, layers: 2, heads: 2 }
const theta = initialParameters(shape, 4)
const file = encodeTensors({ tensors: namedTensors(shape, theta), metadata: { link: '?v=1', step: '3' } })

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
    ['half of one', file.subarray(0, file.length / 2), /does not fit/],
    ['a header that is no JSON', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 123, 33), /no JSON/],
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
