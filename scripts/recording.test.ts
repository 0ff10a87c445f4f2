import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/platform'
import { openBackend } from '../src/engine/backend'
import { RECORDED, type Recording } from '../src/state/recording'
import { recordedRun } from './recording'

const FILE = join(import.meta.dirname, '..', 'public', RECORDED)

/** Backends round differently, and 2,000 steps carry that on. */
const TOLERANCE = 1e-3

describe('the recording that plays while the backend starts', () => {
  const file = readFileSync(FILE)
  const shipped: Recording = JSON.parse(file.toString('utf8'))
  let computed: Recording

  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
    computed = await recordedRun()
  })

  it('is what the lab computes for the settings that it opens with', () => {
    const { frames, ...rest } = shipped
    const { frames: again, ...same } = computed
    expect(rest).toEqual(same)
    expect(frames.map(({ step }) => step)).toEqual(again.map(({ step }) => step))
    for (const [i, { kl, logRatios }] of frames.entries()) {
      expect(Math.abs(kl - again[i].kl), `KL at step ${frames[i].step}`).toBeLessThan(TOLERANCE)
      expect(logRatios.length).toBe(again[i].logRatios.length)
      const worst = Math.max(...logRatios.map((ratio, j) => Math.abs(ratio - again[i].logRatios[j])))
      expect(worst, `log ratios at step ${frames[i].step}`).toBeLessThan(TOLERANCE)
    }
  })

  it('moves, from the start to the last step', () => {
    const { frames } = shipped
    expect(frames.length).toBeGreaterThan(20)
    expect(frames[0].step).toBe(0)
    expect(frames.at(-1)!.kl).toBeLessThan(frames[0].kl / 2)
  })

  it('is small enough to be there before anything else', () => {
    expect(gzipSync(file).length).toBeLessThan(40_000)
  })
})
