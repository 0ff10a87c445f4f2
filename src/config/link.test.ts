import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelsOf, SCENARIOS } from '../scenarios/registry'
import { decodeLink, encodeLink } from './link'
import { defaultOf, nearestValid, parametersOf } from './parameters'
import { decodesOf, defaultConfig, fitted, rulesOf, withChoice, withValue } from './settings'
import { parseConfig } from './validate'

const combinations = SCENARIOS.flatMap(({ id }) =>
  modelsOf(id).flatMap(model =>
    rulesOf(id, model).flatMap(rule => decodesOf(id, model).map(decode => [id, model, rule.id, decode] as const)),
  ),
)

describe('links', () => {
  it('name only what differs from the defaults', () => {
    expect(encodeLink(defaultConfig())).toBe('v=1')
    expect(encodeLink(withValue(defaultConfig(), 'H', 64).config)).toBe('v=1&H=64')
    expect(encodeLink(defaultConfig('random-linear', 'sign'), { run: true, at: 80 })).toBe(
      'v=1&scenario=random-linear&rule=sign&run=1&at=80',
    )
  })

  it('open as valid configurations whatever they say', () => {
    const keys = fc.oneof(
      fc.constantFrom(
        'scenario',
        'H',
        'N',
        'eta',
        'T',
        'every',
        'c',
        'V',
        'at',
        'run',
        'v',
        '__proto__',
        'constructor',
        'p',
      ),
      fc.string(),
    )
    const texts = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom('random-linear', 'NaN', '1e999', '-1', ''),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, texts), { maxLength: 12 }), pairs => {
        const { config, adjustments } = decodeLink(new URLSearchParams(pairs).toString())
        expect(parseConfig(config)).toEqual(config)
        for (const sentence of adjustments) expect(sentence.length).toBeLessThan(300)
      }),
      { seed: 2, numRuns: 1000 },
    )
  })

  it.each([
    ['H=100000', 'H', 512, 'H = “100000” is not a whole number from 1 to 512; 512 is used.'],
    ['H=7.6', 'H', 8, 'H = “7.6” is not a whole number from 1 to 512; 8 is used.'],
    ['H=banana', 'H', 32, 'H = “banana” is not a number; the default 32 is used.'],
    ['H=8&H=9', 'H', 8, '“H” is given twice; the first value counts.'],
    ['eta=1e999', 'eta', 10, 'eta = “1e999” is not a number from 0.000001 to 10; 10 is used.'],
    ['n=500', 'H', 32, 'n is not set in this scenario: a run sees n = K·T fresh sequences.'],
    ['V=5', 'H', 32, 'V is not a setting of mixed-lengths and was ignored.'],
    [
      'rule=__proto__',
      'H',
      32,
      `rule = “__proto__” is not one of ${rulesOf('mixed-lengths')
        .map(({ id }) => id)
        .join(', ')}; sgd is used.`,
    ],
    ['__proto__=1', 'H', 32, '“__proto__” is not a key of a link and was ignored.'],
    ['v=2', 'H', 32, 'v = “2” is a link format this lab does not know; the link was read as v = 1.'],
    ['at=5000', 'T', 2000, 'at = “5000” is not a step from 0 to 2,000; step 2000 is used.'],
    [
      'scenario=random-linear&M=16384&T=1000&every=1',
      'every',
      4,
      'every = 1 would give more than 256 evaluation points; it was raised to 4.',
    ],
    ['T=50000&every=1', 'every', 50, 'every = 1 would give more than 1,000 evaluation points; it was raised to 50.'],
  ])('?%s opens with %s = %d and says so', (query, id, value, sentence) => {
    const { config, adjustments } = decodeLink(query)
    expect(config.values[id]).toBe(value)
    expect(adjustments).toEqual([sentence])
  })

  it('bound what they repeat of a foreign text', () => {
    const { adjustments } = decodeLink(`H=${'9'.repeat(5000)}&${'<b>'.repeat(50)}=1`)
    expect(adjustments.length).toBeGreaterThan(1)
    for (const sentence of adjustments) expect(sentence.length).toBeLessThan(200)
    const many = decodeLink(Array.from({ length: 300 }, (_, i) => `k${i}=1`).join('&'))
    expect(many.adjustments).toHaveLength(9)
    expect(many.adjustments[8]).toBe('292 more unknown keys were ignored.')
  })

  const frozen = SCENARIOS.flatMap(({ id }) => rulesOf(id).map(rule => [id, rule.id] as const))
  it.each(frozen)('mean the same for ever: the defaults of v=1 for %s with %s', (scenario, rule) => {
    expect(defaultConfig(scenario, rule).values).toMatchSnapshot()
  })

  const byOthers = SCENARIOS.flatMap(({ id }) =>
    modelsOf(id)
      .slice(1)
      .flatMap(model => rulesOf(id, model).map(rule => [id, model, rule.id] as const)),
  )
  it.each(byOthers)('mean the same for ever: the defaults of v=1 for %s by %s with %s', (scenario, model, rule) => {
    expect(decodeLink(`scenario=${scenario}&model=${model}&rule=${rule}`)).toMatchObject({
      config: defaultConfig(scenario, rule, 'auto', 'standard', model),
      adjustments: [],
    })
    expect(defaultConfig(scenario, rule, 'auto', 'standard', model).values).toMatchSnapshot()
  })

  it('name a model that the scenario does not open with, and refuse one that cannot learn it', () => {
    expect(encodeLink(defaultConfig('pivotal-tokens'))).toBe('v=1&scenario=pivotal-tokens')
    const { config } = decodeLink('scenario=pivotal-tokens&model=transformer')
    expect(encodeLink(config)).toBe('v=1&scenario=pivotal-tokens&model=transformer')
    expect(config).toMatchObject({ model: 'transformer', rule: 'adam' })
    const refused = decodeLink('scenario=pivotal-tokens&model=transformer&rule=mle&decode=ttt&n=8&width=33&H=512')
    expect(refused.config).toMatchObject({ rule: 'adam', decode: 'standard', values: { H: 128, width: 32 } })
    expect(refused.adjustments).toEqual([
      'rule = “mle” is not one of adam, sgd, normalized, sign; adam is used.',
      'decode = “ttt” is not one of standard; standard is used.',
      'n is not set in this scenario: a run sees n = K·T fresh sequences.',
      'H = 512 words make a transformer too slow for this page; it was lowered to 128.',
      'width = 33 is not a multiple of heads = 2; it was lowered to 32.',
    ])
    expect(decodeLink('scenario=bernoulli&model=transformer').adjustments).toEqual([
      'model = “transformer” is not one of linear; linear is used.',
    ])
  })
})

describe('settings', () => {
  it('are valid by default, and every default is one a control can show', () => {
    for (const [scenario, model, rule, decode] of combinations) {
      const config = defaultConfig(scenario, rule, 'auto', decode, model)
      expect(parseConfig(config)).toEqual(config)
      for (const parameter of parametersOf(config)) {
        expect(nearestValid(parameter, config.values[parameter.id])).toBe(config.values[parameter.id])
      }
    }
  })

  it('give more than 100 evaluation points by default', () => {
    for (let T = 1; T <= 100_000; T = Math.ceil(T * 1.37)) {
      const { values } = withValue(defaultConfig(), 'T', T).config
      expect(Math.floor(values.T / values.every)).toBeGreaterThanOrEqual(Math.min(T, 100))
      expect(Math.floor(values.T / values.every)).toBeLessThanOrEqual(1000)
    }
  })

  it('follow their default where it moves, and stay where they were set', () => {
    expect(withValue(defaultConfig(), 'T', 500).config.values.every).toBe(4)
    const set = withValue(defaultConfig(), 'every', 10).config
    expect(withValue(set, 'T', 500).config.values.every).toBe(10)
  })

  it('take the step size of a newly chosen rule, and keep N and seed with a new scenario', () => {
    const sign = withChoice(withValue(defaultConfig(), 'eta', 0.5).config, 'rule', 'sign')
    expect(sign.values.eta).toBe(defaultOf(sign, 'eta'))
    const other = withChoice(withValue(withValue(sign, 'N', 3).config, 'seed', 9).config, 'scenario', 'random-linear')
    expect(other.values).toMatchObject({ N: 3, seed: 9 })
    expect(other.rule).toBe('sign')
  })

  it('go with the model to what it can be learned by, and stay what they are about', () => {
    const linear = decodeLink('scenario=pivotal-tokens&rule=sgd&eta=0.5&P=4&N=9&backend=cpu').config
    const transformer = withChoice(linear, 'model', 'transformer')
    expect(transformer).toMatchObject({ model: 'transformer', rule: 'adam', decode: 'standard', backend: 'cpu' })
    expect(transformer.values).toMatchObject({ P: 4, N: 9, eta: defaultOf(transformer, 'eta') })
    expect(parseConfig(transformer)).toEqual(transformer)
    expect(withChoice(transformer, 'model', 'linear')).toMatchObject({ rule: 'mle', values: { P: 4, N: 9 } })
    // Another scenario brings its own model.
    expect(withChoice(transformer, 'scenario', 'mixed-lengths').model).toBe('linear')
    expect(withChoice(withChoice(transformer, 'scenario', 'graph-horizon'), 'scenario', 'pivotal-tokens').model).toBe(
      'linear',
    )
  })

  it('shrink the context until the feature table fits, and say so', () => {
    const { config, adjustments } = decodeLink('scenario=random-linear&V=32&c=3&d=64&X=64')
    expect(config.values.c).toBe(0)
    expect(adjustments[0]).toMatch(/c = 3 would need a feature table of .* c was lowered to 0\./)
    expect(fitted(config).adjustments).toEqual([])
  })

  it('lower the layers of a graph before there would be more node ids than there can be', () => {
    const { config, adjustments } = decodeLink('scenario=graph-two-rules&H=100&m=200')
    expect(config.values).toMatchObject({ H: 24, m: 200 })
    expect(adjustments).toEqual(['H = 100 layers make prompts too long for this page; it was lowered to 24.'])
    expect(parseConfig(config)).toEqual(config)
    expect(decodeLink('scenario=graph-two-rules&H=100&m=20').config.values).toMatchObject({ H: 24, m: 74 })
  })
})

describe('configurations from outside', () => {
  const good = defaultConfig()
  it.each([
    [{ ...good, values: { ...good.values, H: 1000 } }, 'H is 1000; it must be a whole number from 1 to 512.'],
    [{ ...good, values: { ...good.values, H: 1.5 } }, 'H is 1.5; it must be a whole number from 1 to 512.'],
    [{ ...good, values: {} }, 'H is undefined; it must be a whole number from 1 to 512.'],
    [{ ...good, values: { ...good.values, zeta: 1 } }, 'mixed-lengths has no parameter "zeta".'],
    [{ ...good, scenario: 'nope' }, /configuration’s scenario must be one of .*mixed-lengths/],
    [
      { ...good, model: 'transformer' },
      'mixed-lengths cannot be learned by transformer with sgd and read by standard.',
    ],
    [{ ...good, extra: 1 }, 'The configuration has a field that configurations do not know: “extra”.'],
    [null, 'The configuration must be an object.'],
  ])('are refused with a sentence: %#', (input, sentence) => {
    expect(() => parseConfig(input)).toThrow(sentence)
  })
})
