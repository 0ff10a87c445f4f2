import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelsOf, SCENARIOS } from '../scenarios/registry'
import type { ExperimentConfig } from './config'
import { decodeLink, encodeLink } from './link'
import { inLockstep, isShared, SHARED_SETTINGS } from './lockstep'
import { parametersOf } from './parameters'
import { decodesOf, defaultConfig, rulesOf, withValue } from './settings'
import { parseConfig } from './validate'

const combinations = SCENARIOS.flatMap(({ id }) =>
  modelsOf(id).flatMap(model =>
    rulesOf(id, model).flatMap(rule => decodesOf(id, model).map(decode => [id, model, rule.id, decode] as const)),
  ),
)

/** Any configuration the controls can reach. */
const configs: fc.Arbitrary<ExperimentConfig> = fc
  .record({
    combination: fc.constantFrom(...combinations),
    picks: fc.array(fc.tuple(fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 }),
  })
  .map(({ combination: [scenario, model, rule, decode], picks }) =>
    picks.reduce(
      (config, [index, share]) => {
        const parameters = parametersOf(config)
        const parameter = parameters[index % parameters.length]
        return withValue(config, parameter.id, parameter.min + share ** 3 * (parameter.max - parameter.min)).config
      },
      defaultConfig(scenario, rule, 'wasm', decode, model),
    ),
  )

describe('two configurations in lock-step', () => {
  it('share evaluation points, seed and N, are valid, and stay as they are when brought together again', () => {
    fc.assert(
      fc.property(configs, configs, (one, other) => {
        const { leader, follower } = inLockstep(one, other)
        for (const id of SHARED_SETTINGS) {
          if (id in leader.values && id in follower.values) expect(follower.values[id]).toBe(leader.values[id])
        }
        expect(follower.backend).toBe(leader.backend)
        expect(follower.values.T).toBe(leader.values.T)
        expect(parseConfig(leader)).toEqual(leader)
        expect(parseConfig(follower)).toEqual(follower)
        expect(inLockstep(leader, follower)).toEqual({ leader, follower, adjustments: [] })
        // What is not shared stays.
        const kept = Object.keys(other.values).filter(id => !isShared(id))
        expect(kept.every(id => follower.values[id] === other.values[id])).toBe(true)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('read back from a link as what it was written from', () => {
    fc.assert(
      fc.property(configs, configs, fc.boolean(), fc.option(fc.nat(1)), (one, other, run, at) => {
        const { leader, follower } = inLockstep(one, other)
        const decoded = decodeLink(encodeLink(leader, { rival: follower, run, at }))
        expect(decoded.config).toEqual(leader)
        expect(decoded.start).toEqual({ run, at, rival: follower })
        expect(decoded.adjustments).toEqual([])
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('are written as what differs from B’s own defaults, without what is shared', () => {
    const a = withValue(withValue(defaultConfig(), 'T', 500).config, 'seed', 7).config
    const { follower } = inLockstep(a, withValue(defaultConfig('mixed-lengths', 'normalized'), 'H', 64).config)
    expect(encodeLink(a, { rival: follower })).toBe('v=1&T=500&seed=7&b=rule%3Dnormalized%26H%3D64')
    expect(encodeLink(defaultConfig(), { rival: defaultConfig() })).toBe('v=1&b=')
    expect(decodeLink('b=').start.rival).toEqual(defaultConfig())
  })

  it('open as valid pairs whatever a link says, and every sentence says that it is about B', () => {
    const refused = decodeLink('T=100&b=H%3Dbanana%26T%3D5%26b%3D%26rule%3Dnope')
    expect(refused.start.rival).toMatchObject({ rule: 'sgd', values: { H: 32, T: 100 } })
    expect(refused.adjustments).toContain('B: H = “banana” is not a number; the default 32 is used.')
    expect(refused.adjustments).toContain('B: T is not a key of B alone and was ignored.')
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const { config, start, adjustments } = decodeLink(new URLSearchParams({ H: a, b }).toString())
        expect(parseConfig(config)).toEqual(config)
        expect(parseConfig(start.rival)).toEqual(start.rival)
        for (const sentence of adjustments) expect(sentence.length).toBeLessThan(300)
      }),
      { seed: 5, numRuns: 200 },
    )
    expect(decodeLink('view=sweep&b=H%3D8')).toMatchObject({ start: { rival: null } })
  })
})
