import { describe, expect, it } from 'vitest'
import { decodeLink } from '../../config/link'
import type { ShippedFile } from '../../engine/shipped'
import { misfit, type Origin, originRecord } from '../../state/origin'
import { startSentence } from './startSentence'

const config = (link: string) => decodeLink(`scenario=graph-two-rules&${link}`).config
const origin: Origin = {
  theta: new Float32Array(1),
  label: 'step 240 of an earlier run',
  config: config('phase=pre-training&seed=3'),
  step: 240,
}

describe('where a run starts from', () => {
  it('is said for each kind of start', () => {
    const shipped = { steps: 14_000 } as ShippedFile
    expect(startSentence(config(''), { origin: null, shipped })).toBe(
      'Starts from the checkpoint that ships with the lab: 14,000 steps of pre-training.',
    )
    expect(startSentence(config(''), null)).toBe('Starts from the checkpoint that ships with the lab.')
    expect(startSentence(config('phase=pre-training'), null)).toBe('Starts from random weights.')
    expect(startSentence(decodeLink('scenario=graph-horizon').config, null)).toBe('Starts from random weights.')
    expect(startSentence(config('H=5'), null)).toBe(
      'Starts from random weights. No checkpoint of these sizes ships with the lab: pre-train one, and fork it.',
    )
    expect(startSentence(config(''), { origin, shipped: null })).toBe('Starts from step 240 of an earlier run.')
  })

  it('is a checkpoint of the same scenario and sizes', () => {
    for (const link of ['', 'seed=8', 'K=3&eta=0.1&T=9', 'rule=sgd', 'N=2', 'order=shuffled']) {
      expect(misfit(origin, config(link)), link).toBeNull()
    }
    for (const link of ['H=5', 'W=2', 'm=40', 'width=32', 'layers=3', 'heads=2']) {
      expect(misfit(origin, config(link)), link).toMatch(/^The run no longer starts from step 240 .* other sizes\.$/)
    }
    expect(misfit(origin, decodeLink('scenario=graph-horizon').config)).toContain('another scenario')
    expect(misfit(origin, decodeLink('').config)).toContain('another scenario')
  })

  it('is written to files by its link', () => {
    expect(originRecord(origin)).toEqual({ link: '?v=1&scenario=graph-two-rules&seed=3&phase=pre-training', step: 240 })
    expect(originRecord(null)).toBeNull()
  })
})
