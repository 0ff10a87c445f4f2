import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../config/settings'
import { Stream } from '../../random/streams'
import { scenarioById } from '../../scenarios/registry'
import { logProbabilities } from '../linear/logProbabilities'
import { isLanguage, isLinear } from '../task'
import { entropyAndKl } from './divergence'
import { modesOf } from './likeliest'
import { onPolicyResponses } from './onPolicy'
import type { SequenceTask } from './task'

const draws = new Stream(4, 'features')

/** A random linear task small enough to enumerate, and next-token log-probabilities of several of its models. */
function small(seed: number, models: number) {
  const { values } = defaultConfig('random-linear')
  const task = scenarioById('random-linear').build({ ...values, H: 4, V: 3, d: 4, X: 3, c: 1, B: 3, seed })
  if (isLanguage(task) || !isLinear(task)) throw new Error('random-linear is linear.')
  const tables = Array.from({ length: models }, (_, i) => {
    const theta = Float64Array.from({ length: 4 }, (_, k) => 0.5 * draws.normal(seed, i, k))
    return logProbabilities(task, theta)
  })
  return { task, tables }
}

/** Every response to a prompt with its log-probability under each table: the cells by walking all V^H ways. */
function everyResponse(task: SequenceTask, x: number, tables: readonly Float64Array[]) {
  let open = [{ state: task.prompts[x].state, logs: tables.map(() => 0), cells: [] as number[] }]
  for (let h = 0; h < task.prompts[x].length; h++) {
    open = open.flatMap(({ state, logs, cells }) =>
      Array.from({ length: task.vocabulary }, (_, v) => {
        const cell = state * task.vocabulary + v
        return { state: task.next[cell], logs: logs.map((log, i) => log + tables[i][cell]), cells: [...cells, cell] }
      }),
    )
  }
  return open
}

describe('the likeliest responses by dynamic programming', () => {
  it('are those of an enumeration, under the model itself and under another', () => {
    for (const seed of [1, 2, 3]) {
      const { task, tables } = small(seed, 2)
      const modes = modesOf(task, tables[0])
      const under = modes.massUnder(tables[1])
      task.prompts.forEach((_, x) => {
        const all = everyResponse(task, x, tables)
        const best = all.reduce((most, one) => (one.logs[0] > most.logs[0] ? one : most))
        expect(modes.logProbs[x]).toBeCloseTo(best.logs[0], 12)
        expect(under[x]).toBeCloseTo(best.logs[1], 9)
        expect(Array.from(modes.cells()[x])).toEqual(best.cells)
      })
    }
  })

  it('are taken together where they are equally likely', () => {
    const { task, tables } = small(1, 2)
    const even = tables[0].map(() => Math.log(1 / 3))
    const modes = modesOf(task, even)
    // All 3^4 of them.
    expect(modes.massUnder(even).every(mass => Math.abs(mass) < 1e-9)).toBe(true)
    expect(modes.massUnder(tables[1]).every(mass => Math.abs(mass) < 1e-9)).toBe(true)
    expect(modes.logProbs.every(log => Math.abs(log + 4 * Math.log(3)) < 1e-12)).toBe(true)
  })
})

it('gives the entropy and the divergence of an enumeration', () => {
  const { task, tables } = small(5, 2)
  let [entropy, kl] = [0, 0]
  task.prompts.forEach(({ mass }, x) => {
    for (const { logs } of everyResponse(task, x, tables)) {
      entropy -= mass * Math.exp(logs[0]) * logs[0]
      kl += mass * Math.exp(logs[0]) * (logs[0] - logs[1])
    }
  })
  const measured = entropyAndKl(task, tables[0], tables[1])
  expect(measured.entropy).toBeCloseTo(entropy, 10)
  expect(measured.kl).toBeCloseTo(kl, 10)
})

describe('what models write, scored by each other', () => {
  const N = 2

  it('is all there is where it can be enumerated', () => {
    const { task, tables } = small(7, 3)
    const { scored, exact } = onPolicyResponses(task, tables, new Stream(0, 'postResponses'), 100, 20_000)
    expect(exact).toBe(true)
    scored.forEach(({ logProbs, weights }, i) => {
      const expected = new Float64Array(tables.length)
      task.prompts.forEach(({ mass }, x) => {
        for (const { logs } of everyResponse(task, x, tables)) {
          logs.forEach((log, j) => {
            if (log - logs[i] >= Math.log(N) - 1e-12) expected[j] += mass * Math.exp(logs[i])
          })
        }
      })
      expect(weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
      logProbs.forEach((row, j) => {
        const share = weights!.reduce(
          (sum, weight, k) => (row[k] - logProbs[i][k] >= Math.log(N) - 1e-12 ? sum + weight : sum),
          0,
        )
        expect(share).toBeCloseTo(expected[j], 10)
      })
    })
  })

  it('is met by samples within the interval', () => {
    const samples = 4000
    for (const seed of [11, 12]) {
      const { task, tables } = small(seed, 3)
      const all = onPolicyResponses(task, tables, new Stream(0, 'postResponses'), samples, 20_000)
      const drawn = onPolicyResponses(task, tables, new Stream(seed, 'postResponses'), samples, 0)
      expect([all.exact, drawn.exact]).toEqual([true, false])
      const share = ({ logProbs, weights }: (typeof all.scored)[number], i: number, j: number) =>
        Array.from(logProbs[j]).reduce(
          (sum, log, k) => (log - logProbs[i][k] >= Math.log(N) - 1e-12 ? sum + (weights?.[k] ?? 1 / samples) : sum),
          0,
        )
      // Hoeffding: each of the 18 comparisons is off by more with probability 5e-6, all together 1e-4.
      const halfWidth = Math.sqrt(Math.log(2 / 5e-6) / (2 * samples))
      for (const i of tables.keys()) {
        for (const j of tables.keys()) {
          const difference = share(drawn.scored[i], i, j) - share(all.scored[i], i, j)
          expect(Math.abs(difference), `${i} by ${j}`).toBeLessThan(halfWidth)
        }
      }
    }
  })
})
