import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { philox4x32 } from './philox'

interface KnownAnswer {
  readonly counter: readonly string[]
  readonly key: readonly string[]
  readonly out: readonly string[]
}

const fixture = new URL('../coverage/fixtures/reference-cases.json', import.meta.url)
const knownAnswers: readonly KnownAnswer[] = JSON.parse(readFileSync(fixture, 'utf8')).philox4x32_10

const word = (hex: string) => Number.parseInt(hex, 16)

/** The round function in 64-bit integers, straight from the paper. */
function philoxOfBigInts(counter: readonly bigint[], key: readonly bigint[]): bigint[] {
  const mask = 0xffffffffn
  let [a, b, c, d] = counter
  let [k, l] = key
  for (let round = 0; round < 10; round++) {
    const p = 0xd2511f53n * a
    const q = 0xcd9e8d57n * c
    ;[a, b, c, d] = [(q >> 32n) ^ b ^ k, q & mask, (p >> 32n) ^ d ^ l, p & mask]
    k = (k + 0x9e3779b9n) & mask
    l = (l + 0xbb67ae85n) & mask
  }
  return [a, b, c, d]
}

describe('Philox 4x32-10', () => {
  it('has the three published known answers to test', () => expect(knownAnswers).toHaveLength(3))

  it.each(knownAnswers)('gives $out for counter $counter, key $key', ({ counter, key, out }) => {
    const lanes = new Uint32Array(4)
    const [c0, c1, c2, c3] = counter.map(word)
    philox4x32(c0, c1, c2, c3, word(key[0]), word(key[1]), lanes)
    expect([...lanes]).toEqual(out.map(word))
  })

  it('equals the 64-bit integer computation on 500 chained counters', () => {
    const lanes = Uint32Array.of(1, 2, 3, 4)
    for (let trial = 0; trial < 500; trial++) {
      const counter = [...lanes]
      const key = [lanes[1] ^ trial, lanes[3]].map(k => k >>> 0)
      philox4x32(counter[0], counter[1], counter[2], counter[3], key[0], key[1], lanes)
      expect([...lanes]).toEqual(philoxOfBigInts(counter.map(BigInt), key.map(BigInt)).map(Number))
    }
  })
})
