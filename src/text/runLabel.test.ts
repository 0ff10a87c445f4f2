import { describe, expect, it } from 'vitest'
import { decodeLink } from '../config/link'
import { defaultConfig, withChoice, withValue } from '../config/settings'
import type { Origin } from '../state/origin'
import { type Labelled, labelBeside, runLabels } from './runLabel'

let id = 0
const run = (link: string, more: Partial<Labelled> = {}): Labelled => ({
  id: ++id,
  config: decodeLink(link).config,
  ...more,
})
const labels = (...links: string[]) => runLabels(links.map(link => run(link)))

describe('labels of runs', () => {
  it('name only what differs among all that are shown', () => {
    expect(labels('rule=normalized&eta=0.03&H=32', 'rule=normalized&eta=0.1&H=64')).toEqual([
      'H 32 · η 0.03',
      'H 64 · η 0.1',
    ])
    expect(labels('rule=normalized&eta=0.03', 'eta=0.03', 'rule=sign&eta=0.03')).toEqual(['normalized', 'SGD', 'sign'])
    // The third differs from the first two in H, and so all three say theirs.
    expect(labels('eta=0.1', 'eta=0.2', 'eta=0.2&H=8')).toEqual(['H 32 · η 0.1', 'H 32 · η 0.2', 'H 8 · η 0.2'])
  })

  it('call a run alone by what it is', () => {
    expect(labels('H=8')).toEqual(['this run'])
  })

  it('compare the numbers of a scenario only with those of the same scenario', () => {
    expect(labels('H=8', 'H=16', 'scenario=random-linear&V=4')).toEqual([
      'Mixed lengths, H 8',
      'Mixed lengths, H 16',
      'Random linear',
    ])
  })

  it('leave out N, what a rule does not read, and an `every` that follows T', () => {
    const shown = defaultConfig('mixed-lengths', 'sgd')
    const twice = (other: typeof shown) =>
      runLabels([
        { id: 2, config: shown },
        { id: 1, config: other },
      ])
    const same = ['same settings, no. 2', 'same settings, no. 1']
    expect(twice(withValue(shown, 'N', 64).config)).toEqual(same)
    expect(twice(withValue(shown, 'lambda', 3).config)).toEqual(same)
    expect(twice(withValue(shown, 'T', 500).config)).toEqual(['T 2,000', 'T 500'])
    expect(twice(withValue(withValue(shown, 'T', 500).config, 'every', 100).config)).toEqual([
      'T 2,000 · every 16',
      'T 500 · every 100',
    ])
  })

  it('tell runs apart that differ in a change on the way, or in where they began', () => {
    const changed = run('eta=0.1', { changes: [{ step: 120, id: 'eta', value: 0.1 }] })
    expect(runLabels([changed, run('eta=0.1')])).toEqual(['η 0.1 from step 120 on', 'η 0.1'])
    const many = run('H=8&eta=0.1&K=8&T=10&B=1&seed=3', { changes: [{ step: 5, id: 'eta', value: 0.1 }] })
    expect(runLabels([many, run('seed=4')])[0]).toBe('η 0.1 from step 5 on · H 8 · K 8 · T 10 · 2 more')
    const origin = { label: 'step 2 of an earlier run' } as Origin
    expect(runLabels([run('', { origin }), run('')])).toEqual(['from step 2 of an earlier run', 'from its own start'])
  })

  it('stay short, and are never the same', () => {
    const many = runLabels([run('H=8&eta=0.1&K=8&T=10&B=1&seed=3'), run('seed=4'), run('seed=5')])
    expect(many[0]).toBe('H 8 · η 0.1 · K 8 · T 10 · 2 more')
    expect(new Set(many).size).toBe(3)
  })

  it('name one configuration beside another', () => {
    const shown = defaultConfig()
    expect(labelBeside(withChoice(shown, 'rule', 'sign'), shown)).toMatch(/^sign/)
    expect(labelBeside(shown, shown)).toBe('same settings')
  })
})
