import { describe, expect, it } from 'vitest'
import { decodeLink } from './link'
import { defaultOf } from './parameters'
import { runsOf } from './sweep'
import { decodeSweepLink } from './sweepLink'
import { planSweep } from './sweepPlan'
import { parseConfig } from './validate'

const sweepOf = (query: string) => decodeSweepLink(`view=sweep&${query}`).sweep
const planOf = (query: string) => planSweep(sweepOf(query))

describe('the runs of a sweep', () => {
  it('are its points, once for each seed', () => {
    const { cells, runs } = planOf('sweep=H:4,8&by=K:1,2,3&seeds=2&seed=7&T=50')
    expect(cells.map(({ x, by }) => [x, by])).toEqual([4, 8, 4, 8, 4, 8].map((x, i) => [x, 1 + Math.floor(i / 2)]))
    expect(runs.map(({ config: { values } }) => [values.H, values.K, values.seed])).toEqual(
      [7, 8].flatMap(seed => [4, 8].flatMap(H => [1, 2, 3].map(K => [H, K, seed]))),
    )
    for (const { config } of runs) expect(config.values.T).toBe(50)
  })

  it('follow each other if they learn of the same sequences', () => {
    const order = (query: string) =>
      planOf(query).runs.map(({ config: { values, rule } }) => `${values.H} ${rule} ${values.eta}`)
    const expected = [4, 8].flatMap(H =>
      ['sgd', 'adam'].flatMap(rule => [0.01, 0.0178].map(eta => `${H} ${rule} ${eta}`)),
    )
    const etas = 'best=1&etaFrom=0.01&etaTo=0.02&seeds=1'
    expect(order(`sweep=H:4,8&by=rule:sgd,adam&${etas}`)).toEqual(expected)
    expect(order(`sweep=rule:sgd,adam&by=H:4,8&${etas}`)).toEqual(expected)
  })

  it('are what the links of the single runs say', () => {
    const { cells } = planOf('scenario=steep-prompts&sweep=T:100,1000&by=rule:sgd,sign&B=48&lambda=3')
    for (const { x, by, config } of cells) {
      expect(config).toEqual(decodeLink(`scenario=steep-prompts&T=${x}&rule=${by}&B=48&lambda=3`).config)
      expect(parseConfig(config)).toEqual(config)
      expect(config.values.eta).toBe(defaultOf(config, 'eta'))
    }
  })

  it('keep a step size that was set, for every rule', () => {
    const { cells } = planOf('sweep=H:4&by=rule:sgd,sign&eta=0.5')
    expect(cells.map(({ config }) => config.values.eta)).toEqual([0.5, 0.5])
  })

  it('differ in N for nothing: one run is measured at all of them', () => {
    const { cells, runs } = planOf('sweep=N:2,4,8&by=H:3,5&seeds=3')
    expect(runs).toHaveLength(6)
    for (const { tails, keys } of runs) {
      expect(tails).toEqual([2, 4, 8])
      expect(new Set(keys).size).toBe(3)
    }
    const needed = cells.flatMap(({ candidates }) => candidates.flatMap(({ keys }) => keys))
    expect(new Set(needed)).toEqual(new Set(runs.flatMap(({ keys }) => keys)))
    expect(needed).toHaveLength(18)
  })

  it('try every η of the grid where its best is looked for', () => {
    const sweep = sweepOf('sweep=H:4,8&by=rule:sgd,sign&seeds=2&best=1&etaFrom=0.01&etaTo=0.1')
    const { cells, runs } = planSweep(sweep)
    for (const { candidates } of cells) {
      expect(candidates.map(({ eta }) => eta)).toEqual([0.01, 0.0178, 0.0316, 0.0562, 0.1])
    }
    expect(runs).toHaveLength(40)
    expect(runsOf(sweep)).toBe(40)
    expect(new Set(runs.map(({ config }) => config.values.eta)).size).toBe(5)
  })

  it('count as many as are planned', () => {
    for (const query of ['', 'sweep=N:2,4', 'sweep=rule:sgd,adam&seeds=3', 'sweep=eta:0.1,0.2&by=N:1,2,3&seeds=5']) {
      const sweep = sweepOf(query)
      expect(planSweep(sweep).runs).toHaveLength(runsOf(sweep))
    }
  })

  it('go on from seed 0 after the largest', () => {
    const { runs } = planOf('sweep=H:4&seeds=3&seed=4294967294')
    expect(runs.map(({ config }) => config.values.seed)).toEqual([4294967294, 4294967295, 0])
    for (const { config } of runs) expect(parseConfig(config)).toEqual(config)
  })

  it('stand at the value that a run in fact has, once', () => {
    const { cells, runs, adjustments } = planOf('scenario=orthonormal&sweep=H:8,256,512&seeds=2')
    expect(cells.map(({ x }) => x)).toEqual([8, 128])
    expect(runs).toHaveLength(4)
    expect(adjustments).toHaveLength(2)
  })

  it('look for no best step size where no rule has one', () => {
    expect(sweepOf('scenario=bernoulli&best=1').bestEta).toBe(false)
    expect(sweepOf('sweep=H:8,16&by=rule:sgd,mle&best=1').bestEta).toBe(true)
  })

  it('say nothing of settings that only some of the rules have, unless they are what is swept', () => {
    const { cells, adjustments } = planOf('sweep=H:4,8&by=rule:sgd,mle&K=4&n=90')
    expect(adjustments).toEqual([])
    expect(cells.map(({ config: { values } }) => [values.K, values.n])).toEqual([
      [4, undefined],
      [4, undefined],
      [undefined, expect.any(Number)],
      [undefined, expect.any(Number)],
    ])
    expect(planOf('sweep=K:4,8&by=rule:sgd,mle').adjustments).toEqual([
      expect.stringContaining('K is not a setting of mixed-lengths'),
    ])
  })

  it('say once what could not be as asked', () => {
    const { adjustments } = planOf('scenario=random-linear&V=32&d=64&X=64&c=0&sweep=c:0,3&by=K:1,2')
    expect(adjustments).toHaveLength(1)
    expect(adjustments[0]).toMatch(/c was lowered to 0\.$/)
  })
})
