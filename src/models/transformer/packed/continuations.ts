import { type Continuing, stepOf } from '../reader'
import { pathsOf, trieOf } from '../trie'
import { ROWS } from './batch'
import { type Block, up } from './block'
import { type Distinct, distinctOf } from './distinct'
import { type Kept, type PackedForward, rowsFrom } from './forward'
import type { KeptPrompts } from './prompts'

/** Continuations of prompts, each once; rows of one follow each other. */
export interface KeptContinuations extends Kept {
  /** Of each prompt. */
  readonly groups: number
  /** Tokens of each. */
  readonly depth: number
  /** The prompt of each. */
  readonly promptOf: readonly number[]
  /** Which of them is meant by each one that was given. */
  readonly ids: readonly number[]
}

/** What is read on, and behind what. */
interface Reading {
  readonly forward: PackedForward
  readonly prompts: KeptPrompts
  readonly before: KeptContinuations | null
  readonly kept: KeptContinuations
}

/** Some continuations that go through the blocks together: from the first of them on, that number of all. */
interface Some {
  readonly first: number
  readonly own: readonly Distinct[]
}

/**
 * Reads on behind prompts, tokens that begin alike behind the same once.
 * @param before what has been read behind the prompts so far; null for nothing
 * @throws RangeError as `extend` of what was read
 */
export function readContinuations(
  forward: PackedForward,
  prompts: KeptPrompts,
  before: KeptContinuations | null,
  more: Continuing,
): KeptContinuations {
  const { shape, columns: ofHead } = forward
  const lengths = prompts.ids.map(id => prompts.lengths[id])
  const { groups, added, before: had } = stepOf(shape, lengths, before, more)
  const depth = had + added
  const trie = trieOf(pathsOf(more, prompts.ids, before?.ids ?? null), shape.vocabulary)
  const { distinct, ids } = distinctOf(trie, added)
  const promptOf = distinct.map(({ parent }) => before?.promptOf[parent] ?? parent)
  const place = forward.keep(distinct.length * depth, trie.tokens.length, trie.rowOf)
  const kept = { ...place, groups, depth, promptOf, ids }
  const reading = { forward, prompts, before, kept }
  const columns = up(Math.max(...lengths), 8) + up(depth, 8)
  for (const some of inChunks(distinct)) {
    const { first, own } = some
    const [{ row }] = own
    const R = rowsIn(own)
    const arena = forward.arena()
    const queries = arena.numbers(own.length)
    const room = arena.numbers((2 * ofHead + R + 3) * columns)
    arena.commit()
    arena.integers(queries, own.length).set(own.map(({ rows }) => rows))
    const rows = { R, Q: R, kept: 0, sequences: [] }
    const positions = own.flatMap(({ shared, rows }, i) => {
      const from = prompts.lengths[promptOf[first + i]] + had + shared
      return Array.from({ length: rows }, (_, at) => from + at)
    })
    const tokens = trie.tokens.slice(row, row + R)
    const chunk = { tokens, positions, rows: [], predicting: rows, all: rows, logits: rowsFrom(kept.logits, row) }
    forward.read(arena, chunk, (block, _, layer) => {
      append(reading, some, block, layer)
      attendBehind(reading, some, block, layer, queries, room)
    })
  }
  return kept
}

/** At least one of them, and as many as have no more than `ROWS`. */
function inChunks(distinct: readonly Distinct[]): readonly Some[] {
  const chunks: Some[] = []
  let first = 0
  while (first < distinct.length) {
    let end = first
    let rows = 0
    do rows += distinct[end++].rows
    while (end < distinct.length && rows + distinct[end].rows <= ROWS)
    chunks.push({ first, own: distinct.slice(first, end) })
    first = end
  }
  return chunks
}

function rowsIn(own: readonly Distinct[]): number {
  return own.reduce((sum, { rows }) => sum + rows, 0)
}

/** Keeps keys and values: those of what each continuation repeats, and then its own. */
function append({ forward, before, kept }: Reading, { first, own }: Some, block: Block, layer: number): void {
  const had = before?.depth ?? 0
  for (const name of ['k', 'v'] as const) {
    const { at, ld } = kept.layers[layer][name]
    const old = before?.layers[layer][name].at ?? 0
    let fresh = block[name].at
    for (const [i, { parent, shared, from, rows }] of own.entries()) {
      const repeated = from < 0 ? old + parent * had * ld : at + from * kept.depth * ld
      const to = at + (first + i) * kept.depth * ld
      forward.kernels.append(repeated, (had + shared) * ld, fresh, rows * ld, to)
      fresh += rows * ld
    }
  }
}

/**
 * Each continuation attends to its prompt and itself; those of the same prompt together.
 * @param queries where the number of rows of each is
 * @param room as `attendBehind` of the kernels needs it
 */
function attendBehind(
  { forward, prompts, kept: { layers, depth, promptOf } }: Reading,
  { first, own }: Some,
  { q, attended }: Block,
  layer: number,
  queries: number,
  room: number,
): void {
  const { width, heads } = forward.shape
  const { k, v } = prompts.layers[layer]
  const { ld } = k
  let i = 0
  while (i < own.length) {
    const from = i
    const prompt = promptOf[first + from]
    let rows = 0
    while (i < own.length && promptOf[first + i] === prompt) rows += own[i++].rows
    const [above, behind] = [prompts.starts[prompt] * ld, (first + from) * depth * ld]
    const down = (own[from].row - own[0].row) * ld
    const ofPrompt = [k.at + above, v.at + above, prompts.lengths[prompt]] as const
    const ofOwn = [layers[layer].k.at + behind, layers[layer].v.at + behind, depth] as const
    const sizes = [ld, i - from, queries + from * 4, rows, heads, width / heads] as const
    forward.kernels.attendBehind(q.at + down, ...ofPrompt, ...ofOwn, ...sizes, attended.at + down, room)
  }
}
