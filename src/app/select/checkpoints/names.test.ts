import { expect, it } from 'vitest'
import { defaultConfig } from '../../../config/settings'
import type { Candidate, Pool } from '../../../state/pool'
import type { Run } from '../../../state/types'
import { namesOf, runsOf } from './names'

const config = defaultConfig()
const other = { ...config, rule: 'sign' }

function poolOf(...runs: readonly (readonly [id: number, config: Run['config'], steps: readonly number[]])[]): Pool {
  const candidates = runs.flatMap(([id, ofRun, steps]) => {
    const run = { id, config: ofRun } as Run
    return steps.map(step => ({ run, snapshot: { step } }) as Candidate)
  })
  return { candidates } as unknown as Pool
}

it('calls the checkpoints of one run by their steps', () => {
  expect(namesOf(poolOf([1, config, [0, 1200]]))).toEqual([
    { short: '0', long: 'step 0' },
    { short: '1,200', long: 'step 1,200' },
  ])
})

it('letters several runs, and says in what they differ', () => {
  const pool = poolOf([4, config, [0, 40]], [2, other, [40]])
  expect(namesOf(pool).map(({ short }) => short)).toEqual(['A\u00a00', 'A\u00a040', 'B\u00a040'])
  expect(namesOf(pool)[2].long).toBe('step 40 of run B')
  const labels = new Map([
    [4, 'SGD'],
    [2, 'sign'],
  ])
  expect(runsOf(pool, labels).map(({ letter, what }) => `${letter}: ${what}`)).toEqual([
    'A: this run',
    'B: earlier: sign',
  ])
})

it('calls models from datasets by these', () => {
  const names = namesOf(poolOf([1, { ...config, rule: 'mle' }, [0, 3]]))
  expect(names.map(({ long }) => long)).toEqual(['the start', 'dataset 3'])
})
