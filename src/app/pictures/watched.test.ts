import { describe, expect, it } from 'vitest'
import { candidateRecord, candidateTable } from '../../models/transformer/candidates'
import { Stream } from '../../random/streams'
import { edgesOf } from '../../scenarios/graphSearch/graph'
import { graphTask } from '../../scenarios/graphSearch/task'
import { watchedPrompts } from '../../state/candidates'
import { allEdges, flowInWords, isCovered, watchedGraph, watchedRows, weightingInWords } from './watched'

const SAMPLES = 3

/** A task with its candidates scored by a made-up model that gives every prefix its own distribution. */
function scored(kind: 'two-rules' | 'horizon', layers: number) {
  const shares = [0.9, 0.05, 0.05] as const
  const task = graphTask(
    { kind, layers, width: 2, nodes: 2 * layers + 12, seed: 5, training: shares, evaluation: shares },
    { width: 8, layers: 1, heads: 2 },
  )
  const sequences = task.classes.flatMap((_, c) => Array.from({ length: SAMPLES }, (__, m) => task.heldOut(c, m)))
  const candidates = candidateTable(task.kinds, sequences, SAMPLES)!
  const record = candidateRecord(candidates, sequences)
  sequences.forEach(({ answers }, i) => {
    const model = new Stream(i, 'evaluation')
    record.score(i, (g, h) => {
      const prefix = answers!.candidates[g].response.slice(0, h)
      const row = prefix.reduce((code, token) => (code * 61 + token + 1) % 2 ** 31, 7)
      const raw = task.tokens.map((_, v) => model.uniform(h, row, v))
      const total = raw.reduce((sum, value) => sum + value, 0)
      return Float64Array.from(raw, value => Math.log(value / total))
    })
  })
  const prompt = Uint16Array.from(sequences, (_, i) => Math.floor(i / SAMPLES))
  const strata = task.classes.map(({ mass }) => ({ mass, samples: SAMPLES }))
  const described = { candidates, prompt, promptNames: task.classes.map(({ name }) => name), strata }
  return { task, sequences, described, scores: record.scores }
}

describe('a prompt whose valid paths are all scored', () => {
  const { task, sequences, described, scores } = scored('two-rules', 4)

  it('is drawn as the graph that its sequence is about, with the mass that its candidates have', () => {
    const all = watchedPrompts(described)
    expect(all).toHaveLength(3 * SAMPLES)
    for (const watched of all) {
      const drawn = watchedGraph(task, described, watched, scores)
      const { tokens, responseFrom } = sequences[watched.response]
      expect(drawn.taught).toEqual(tokens.slice(responseFrom))
      expect(drawn.complete).toBe(true)
      expect(allEdges(drawn).map(({ from, to }) => [from, to])).toEqual(edgesOf(drawn.graph).map(edge => [...edge]))
      expect(allEdges(drawn).every(({ probability }) => probability !== null)).toBe(true)
      let mass = 0
      for (let c = watched.from; c < watched.to; c++) mass += Math.exp(scores.logProbs[c])
      expect(drawn.flow.arrives / mass).toBeCloseTo(1, 4)
    }
  })

  it('stands in the list by its log ratio, with its name and its rewarded mass', () => {
    const logRatios = Float32Array.of(0, 2, 1, 5, -1, 1, 0, 0, 9)
    const rows = watchedRows(described, { logRatios }, scores)
    expect(rows.map(({ logRatio }) => logRatio)).toEqual([9, 5, 2, 1, 1, 0, 0, 0, -1])
    expect(rows[0].name).toBe('class 3, no. 3')
    expect(rows[4].name).toBe('class 2, no. 3')
    // All four paths are right in class 3, one in the other classes.
    expect(rows[0].to - rows[0].from).toBe(4)
    expect(rows[0].rewarded).toBeCloseTo(watchedGraph(task, described, rows[0], scores).flow.arrives, 6)
    expect(rows[1].rewarded).toBeCloseTo(Math.exp(scores.logProbs[rows[1].from]), 6)
  })
})

it('follows the teacher alone where there are too many paths', () => {
  const { task, described, scores } = scored('horizon', 12)
  const second = watchedPrompts(described).filter(({ prompt }) => prompt === 1)
  for (const watched of second) {
    const drawn = watchedGraph(task, described, watched, scores)
    expect(drawn.complete).toBe(false)
    expect(Math.log(drawn.flow.arrives)).toBeCloseTo(scores.logProbs[watched.from], 3)
    const followed = allEdges(drawn).filter(({ probability }) => probability !== null)
    expect(new Set(followed.map(({ from }) => from))).toEqual(new Set(drawn.taught.slice(0, -1)))
    expect(flowInWords(drawn)).toMatch(/^Along the teacher’s path: /)
  }
})

it('says how a response is weighted, and whether it is covered', () => {
  expect([Math.log(12), -Math.log(3), 0.001, Number.POSITIVE_INFINITY].map(weightingInWords)).toEqual([
    'under-weighted 12×',
    'over-weighted 3×',
    'as likely as taught',
    'never written',
  ])
  expect([Math.fround(Math.log(6)), Math.fround(Math.log(6) - 1e-4)].map(ratio => isCovered(ratio, 6))).toEqual([
    false,
    true,
  ])
})
