import { commonBlocks, type SharedBlocks } from './sharedBlocks'

/** What a fold goes through. */
export interface Levels {
  readonly vocabulary: number
  /** Number of states S. */
  readonly states: number
  /** The state after each token, [S, V]. */
  readonly next: ArrayLike<number>
  /** By level, its states, */
  readonly reached: readonly Int32Array[]
  /** and the answers that are read off there: each one's number, and its state. */
  readonly questions: readonly (readonly { readonly answer: number; readonly state: number }[])[]
}

const WORD = 4
const NUMBER = 8
const LEVEL = 4

/** Folds by a kernel, in its memory until it is disposed of. */
export class Fold {
  private readonly tables: number
  private readonly room: number
  private readonly call: () => void
  private readonly values: number
  private readonly ahead: number
  private readonly answers: number

  /** Null where there are no kernels (see `loadKernels`). */
  static open(levels: Levels): Fold | null {
    const blocks = commonBlocks()
    return blocks && new Fold(blocks, levels)
  }

  private constructor(
    private readonly blocks: SharedBlocks,
    private readonly levels: Levels,
  ) {
    const { vocabulary: V, states, next, reached, questions } = levels
    const asked = questions.flat().length
    // Equal levels are one array.
    const distinct = [...new Set(reached)]
    const words = LEVEL * reached.length + states * V + distinct.reduce((sum, own) => sum + own.length, 0) + 2 * asked
    this.tables = blocks.take(WORD * words)
    this.room = blocks.take(NUMBER * 2 * (states * V + 2 * states + asked))
    this.values = this.room / NUMBER
    this.ahead = this.values + 2 * states * V
    this.answers = this.ahead + 4 * states
    // What was there before may be no number, and is multiplied by 0.
    blocks.float64s.fill(0, this.ahead, this.ahead + 4 * states)
    const all = blocks.words(this.tables, words)
    let at = LEVEL * reached.length
    const write = (numbers: ArrayLike<number>) => {
      const place = this.tables + WORD * at
      all.set(numbers, at)
      at += numbers.length
      return place
    }
    const ofNext = write(Uint32Array.from(next, state => 2 * NUMBER * state))
    const places = new Map(distinct.map(own => [own, write(own)]))
    for (const [level, own] of reached.entries()) {
      const ofQuestions = write(questions[level].flatMap(({ answer, state }) => [state, answer]))
      all.set([places.get(own)!, own.length, ofQuestions, questions[level].length], LEVEL * level)
    }
    const { fold } = blocks.kernels
    const [values, ahead, answers] = [this.values, this.ahead, this.answers].map(place => NUMBER * place)
    const here = ahead + 2 * NUMBER * states
    this.call = () => fold(this.tables, reached.length, V, ofNext, values, ahead, here, answers)
  }

  /**
   * @param first and @param second values of each cell, [S, V]; 0 and −∞ for tokens that are never written
   * @param sums and @param most are written, one for each answer
   */
  of(first: Float64Array, second: Float64Array, sums: Float64Array, most: Float64Array): void {
    const { float64s } = this.blocks
    for (let cell = 0, at = this.values; cell < first.length; cell++) {
      float64s[at++] = first[cell]
      float64s[at++] = second[cell]
    }
    for (let state = 0, at = this.ahead; state < this.levels.states; state++) {
      float64s[at++] = 1
      float64s[at++] = 0
    }
    this.call()
    for (let answer = 0, at = this.answers; answer < sums.length; answer++) {
      sums[answer] = float64s[at++]
      most[answer] = float64s[at++]
    }
  }

  dispose(): void {
    this.blocks.giveBack(this.tables)
    this.blocks.giveBack(this.room)
  }
}
