import { describe, expect, it } from 'vitest'
import type { Confidence } from '../../coverage/confidence'
import { GRID } from '../../coverage/pairwise'
import type { PickRange } from '../../coverage/selection'
import { type AtN, piecesOf } from '../../state/atN'
import { fileSentences as sentences } from './fileSentences'

const NAMES = ['a', 'b', 'c']
const END = GRID[GRID.length - 1]

const matrix = [
  [0, 0.5, 0.1],
  [0.031, 0, 0],
  [0, 0.2, 0],
].map(row => Float64Array.from(row))

const at = (patch: Partial<AtN> = {}): AtN => ({
  N: 16,
  pairwise: matrix,
  winners: { tournament: [1], crossEntropy: [2] },
  confidence: null,
  ...patch,
})

const confidence = (patch: Partial<Confidence> = {}): Confidence => ({
  scores: Float64Array.of(0.5, 0.03, 0.2),
  winners: [1],
  picked: Float64Array.of(0, 0.97, 0.03),
  rival: 2,
  rowsNeeded: 40,
  moreRows: 0,
  ...patch,
})

const range = (picks: readonly number[], from: number, to: number): PickRange => ({ picks, from, to })

describe('what is said while files are read', () => {
  const { readingSentence } = sentences

  it('counts bytes and rows', () => {
    expect(readingSentence({ files: 1, bytesRead: 0, bytesAll: null, rows: 0 })).toBe('Reading the file.')
    expect(readingSentence({ files: 3, bytesRead: 1_240_000, bytesAll: 9.96e6, rows: 12_345 })).toBe(
      'Reading 3 files: 1.2 of 10 MB, 12,345 rows so far.',
    )
    expect(readingSentence({ files: 1, bytesRead: 2e6, bytesAll: null, rows: 1 })).toBe(
      'Reading the file: 2 MB, 1 row so far.',
    )
  })
})

describe('what is said of a table', () => {
  it('sums it up', () => {
    const files = [{ name: 'x.csv' }, { name: 'picture.csv', refused: true }]
    const facts = { files, rows: 2, candidates: [], bytes: 0, collision: 0 } as never
    const shape = { candidates: NAMES, groups: ['g'], rows: 2000, teacher: true, lengths: 1 }
    expect(sentences.summary(shape, facts)).toBe(
      'x.csv: 3 candidates, 2,000 rows, teacher: yes, 1 group, lengths for all',
    )
    const others = { ...shape, groups: null, teacher: false, lengths: 3 }
    expect(sentences.summary(others, facts)).toContain('teacher: no, no groups, lengths of each candidate')
    const two = { ...(facts as object), files: [...files, { name: 'y.csv' }] } as never
    expect(sentences.summary(shape, two)).toContain('2 files: 3 candidates')
  })

  it('says what became of gaps', () => {
    const gaps = { rows: 100, leftOut: 0, candidates: Float64Array.of(0, 0, 0), teacher: 0 }
    const { gapsSentence } = sentences
    expect(gapsSentence(gaps, 'drop', NAMES)).toBeNull()
    expect(gapsSentence({ ...gaps, leftOut: 7, candidates: Float64Array.of(1, 6, 0) }, 'drop', NAMES)).toBe(
      '7 values of the candidates are missing, most of them (6) of b. 7 of 100 rows are left out.',
    )
    expect(gapsSentence({ ...gaps, candidates: Float64Array.of(1) }, 'zero', ['a'])).toBe(
      '1 value of a is missing; each counts as probability 0.',
    )
    expect(gapsSentence({ ...gaps, leftOut: 1, candidates: Float64Array.of(0, 1, 0) }, 'drop', NAMES)).toBe(
      '1 value of b is missing. 1 of 100 rows is left out.',
    )
    expect(gapsSentence({ ...gaps, leftOut: 1, teacher: 1 }, 'drop', NAMES)).toBe(
      'The teacher has no probability for 1 row. 1 of 100 rows is left out.',
    )
  })
})

describe('what is said of picks', () => {
  it('names both picks, their ties, and how sure the tournament’s is', () => {
    const { picksTitle } = sentences
    expect(picksTitle(at(), NAMES)).toBe('At N = 16 the tournament takes b; cross-entropy takes c')
    expect(picksTitle(at({ confidence: { tournament: confidence() } }), NAMES)).toBe(
      'At N = 16 the tournament takes b; cross-entropy takes c. The tournament’s pick holds in 97 % of resamples',
    )
    const same = { tournament: [0, 2], crossEntropy: [0] }
    expect(picksTitle(at({ N: 1024, winners: same }), NAMES)).toBe(
      'At N = 1,024 the tournament takes a (tied with c), as does cross-entropy',
    )
    const alone = { tournament: [0], crossEntropy: [0] }
    expect(picksTitle(at({ winners: alone, confidence: { tournament: confidence() } }), ['a'])).toBe(
      'There is nothing to choose from: a is the only candidate',
    )
    expect(sentences.pickName([0, 1, 2], NAMES)).toBe('a (tied with 2 others)')
  })

  it('says what would settle a pick', () => {
    const said = (patch: Partial<Confidence>, rows = 1000) => sentences.settledSentence(confidence(patch), rows, NAMES)
    expect(said({})).toBe('Settled against c, the nearest rival: about 40 rows would do.')
    expect(said({ rowsNeeded: 0 })).toBe('Settled against c, the nearest rival: any row would do.')
    expect(said({ rowsNeeded: 0, picked: Float64Array.of(0.1, 0.76, 0.14) })).toBe(
      'A few rows decide it against c, the nearest rival: it holds in only 76 % of resamples.',
    )
    expect(said({ rowsNeeded: 13_345, moreRows: 12_345 })).toBe(
      'About 12,000 more rows (13.3 times as many) would settle it against c, if the margin stays.',
    )
    expect(said({ rowsNeeded: Number.POSITIVE_INFINITY, moreRows: Number.POSITIVE_INFINITY })).toBe(
      'Not to be told from c by any number of rows.',
    )
    expect(said({ winners: [1, 2], moreRows: Number.POSITIVE_INFINITY })).toBe(
      'An exact tie with c on these rows; how many more would settle it cannot be told.',
    )
    expect(said({ rival: null }, 2)).toBe('There is no other candidate.')
    expect(said({ moreRows: 1 }, 2)).toBe(
      'About 1 more row (1.5 times as many) would settle it against c, if the margin stays. Resamples of 2 rows say little.',
    )
  })

  it('says what a score is, with its unit', () => {
    expect(sentences.scoreName('tournament', 16)).toContain('N = 16')
    expect(sentences.formatScore('crossEntropy', 12.345)).toBe('12.3 nats')
    expect(sentences.formatScore('tournament', 0.03125)).toBe('0.0313')
  })
})

describe('what is said of ranges of N', () => {
  it('says where a range begins and ends', () => {
    const { rangeInWords } = sentences
    expect(rangeInWords({ from: 1, to: END })).toBe('at every N')
    expect(rangeInWords({ from: 1, to: 16 })).toBe('up to N = 16')
    expect(rangeInWords({ from: 32, to: END })).toBe('from N = 32 on')
    expect(rangeInWords({ from: 2, to: 8 })).toBe('from N = 2 to 8')
    expect(rangeInWords({ from: 8, to: 8 })).toBe('at N = 8')
  })

  it('puts together neighbouring ranges of one pick, those with ties by themselves', () => {
    const ranges = [range([0], 1, 2), range([1], 4, 8), range([1, 2], 16, 32), range([1, 0], 64, END)]
    expect(piecesOf(ranges)).toEqual([range([0], 1, 2), range([1], 4, 8), range([1, 2], 16, END)])
  })

  it('says who wins where, whoever ties', () => {
    const { rangesTitle } = sentences
    expect(rangesTitle([range([2], 1, 8), range([2, 1], 16, END)], NAMES)).toBe('The tournament takes c at every N')
    expect(rangesTitle([range([2], 1, 8), range([1], 16, END)], NAMES)).toBe(
      'The tournament takes c up to N = 8, b from N = 16 on',
    )
    const many = [0, 1, 0, 1, 2].map((pick, i) => range([pick], 2 ** i, i === 4 ? END : 2 ** i))
    expect(rangesTitle(many, NAMES)).toBe(
      'The tournament’s pick changes 4 times between N = 1 and 1,048,576, among 3 candidates',
    )
  })
})

describe('what is said of figures', () => {
  it('says which cell of the matrix is the largest', () => {
    const { matrixTitle } = sentences
    expect(matrixTitle(at(), NAMES)).toBe(
      'At N = 16 a is beaten most, on 50 % of rows: there b gives 16× its probability or more',
    )
    expect(matrixTitle(at({ pairwise: matrix.map(row => row.map(() => 0)) }), NAMES)).toBe(
      'At N = 16 no candidate is under-weighted 16× or more by another on any row',
    )
    expect(matrixTitle(at({ pairwise: [Float64Array.of(1)] }), ['a'])).toBe(
      'One candidate has nobody to be compared with',
    )
  })

  it('reads cells and pairs', () => {
    expect(sentences.cellSentence('a', 'b', 16, 0.5)).toBe('On 50 % of rows b gives 16× or more of what a gives.')
    expect(sentences.cellSentence('a', 'b', 16, 0)).toBe('On no row b gives 16× or more of what a gives.')
    expect(sentences.pairTitle('a', 'b', 16, 0.5, 0)).toBe(
      'At N = 16 b beats a on 50 % of rows, and a beats b on no row',
    )
    expect(sentences.pairTitle('a', 'b', 16, 0, 0)).toBe('At N = 16 neither b nor a beats the other on any row')
  })

  it('says the pick’s worst case', () => {
    expect(sentences.worstTitle(at(), NAMES)).toBe('At N = 16 no rival beats b on more than 3.1 % of rows')
    const never = matrix.map(row => row.map(() => 0))
    expect(sentences.worstTitle(at({ pairwise: never }), NAMES)).toBe('At N = 16 no rival beats b on any row')
  })

  it('sets least coverage beside least KL', () => {
    const coverage = (i: number) => [0.2, 0.05, 0.1][i]
    const { teacherTitle } = sentences
    expect(teacherTitle(16, [1], [0], coverage, NAMES)).toBe(
      'At N = 16 b under-weights 5 % of what the teacher writes 16× or more, least of all; a, of least KL, 20 %',
    )
    expect(teacherTitle(16, [1], [1], coverage, NAMES)).toContain('least of all, and it has the least KL')
  })

  it('calls no candidate the least where others have as little', () => {
    const tied = (i: number) => [0.2, 0.05, 0.05][i]
    const { teacherTitle } = sentences
    expect(teacherTitle(16, [1, 2], [0], tied, NAMES)).toBe(
      'At N = 16 b (tied with c) under-weights 5 % of what the teacher writes 16× or more, no other less; a, of least KL, 20 %',
    )
    expect(teacherTitle(16, [1, 2], [2], tied, NAMES)).toBe(
      'At N = 16 c (tied with b) under-weights 5 % of what the teacher writes 16× or more: no other less, and c has the least KL',
    )
    expect(teacherTitle(1, [0, 1, 2], [2], () => 1, NAMES)).toBe(
      'At N = 1 every candidate under-weights 100 % of what the teacher writes 1× or more; c has the least KL',
    )
  })

  it('says whether the groups agree with the pick of all rows', () => {
    const picks = (...all: (readonly number[] | null)[]) => all.map((winners, i) => ({ group: `g${i}`, winners }))
    const { groupsTitle } = sentences
    expect(groupsTitle(16, picks([1], [1], null), 1, NAMES)).toBe('At N = 16 b is best in every group')
    expect(groupsTitle(16, picks([1], [0]), 1, NAMES)).toBe('At N = 16 g1 takes a; b is best in the other one')
    expect(groupsTitle(16, picks([0], [2]), 1, NAMES)).toBe('At N = 16 g0 takes a, g1 takes c; b is best in no group')
    expect(groupsTitle(16, picks([0], [0], [0], [1]), 1, NAMES)).toBe(
      'At N = 16, 3 of 4 groups take another candidate than all rows together, b, which is best in the other one',
    )
    expect(groupsTitle(16, picks([0], [0], [0]), 1, NAMES)).toContain('all rows together, b, which is best in no group')
    expect(groupsTitle(16, picks(null), 1, NAMES)).toBe('No group has a row that can be compared')
  })

  it('counts a group in which the pick ties as one that agrees, and says the ties', () => {
    const picks = (...all: (readonly number[])[]) => all.map((winners, i) => ({ group: `g${i}`, winners }))
    const { groupsTitle } = sentences
    expect(groupsTitle(100, picks([0, 1, 2], [1, 2]), 1, NAMES)).toBe(
      'At N = 100 b is best in every group, tied with others in each',
    )
    expect(groupsTitle(16, picks([0, 1], [1], [1]), 1, NAMES)).toBe(
      'At N = 16 b is best in every group, tied with others in 1 of them',
    )
    expect(groupsTitle(16, picks([0, 2], [0, 1]), 1, NAMES)).toBe(
      'At N = 16 g0 takes a (tied with c); b is best in the other one, tied with others',
    )
    expect(groupsTitle(16, picks([0], [0, 2], [2], [1], [0, 1]), 1, NAMES)).toBe(
      'At N = 16, 3 of 5 groups take another candidate than all rows together, b, which is best in the other 2, tied with others in 1 of them',
    )
  })
})
