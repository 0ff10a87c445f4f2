import { valueColumn } from './blocks'
import type { Candidate } from './builder'
import type { Context } from './context'
import { documentOf, type HarnessSample } from './harnessSample'
import { hash53 } from './ids'
import { Refusal } from './refusal'

export { isHarnessSample } from './harnessSample'

/** Takes the documents of one log of lm-evaluation-harness into the table: a column, or a task's part of one. */
export class HarnessLog {
  /** Lines so far. */
  rows = 0
  /** The filter whose lines are taken. */
  filter: string | null
  /** Whether a line of that filter came. */
  private filtered = false
  private candidate: Candidate | null = null
  private readonly group: string

  constructor(
    private readonly file: string,
    private readonly context: Context,
  ) {
    this.filter = context.options.filter ?? null
    this.group = context.tasks > 1 ? context.logOf(file).task : ''
  }

  /** @throws Refusal for a task that generates text */
  sample(sample: HarnessSample, line: number): void {
    this.rows++
    const { problems, chosen } = this.context
    const document = documentOf(sample)
    if (!document) throw new Refusal('generations', '', line)
    this.filter ??= document.filter
    if (document.filter !== this.filter) {
      problems.add('filters', this.file, line, null, document.filter, `filter “${this.filter}”`)
      return
    }
    this.filtered = true
    const { continuations, target, id } = document
    const key = chosen.joinBy === 'content' && document.hash !== null ? document.hash : id
    if (continuations.length === 0) {
      this.lacking('no-log-probability', key, line)
      return
    }
    if (continuations.length > 1) problems.add('continuations', this.file, line, null, `document ${id}`)
    if (chosen.continuations === 'every') {
      continuations.forEach((cell, k) => {
        this.enter(`${key}\n${k}`, cell, line, k === 0 ? document : null)
      })
    } else if (target === null) this.lacking('no-target', key, line)
    else this.enter(key, continuations[target], line, document)
  }

  badRow(kind: 'bad-line', line: number, text: string): void {
    this.rows++
    this.context.problems.add(kind, this.file, line, null, text)
  }

  /** After the last line. @throws Refusal if there was none, or none of the filter that is asked for */
  end(): void {
    if (this.rows === 0) throw new Refusal('no-rows')
    if (this.filter !== null && !this.filtered) throw new Refusal('no-such-filter', this.filter)
  }

  /** The candidate whose log this is. The files of one candidate are read one after the other. */
  private begin(): Candidate {
    const { builder, problems } = this.context
    const { candidate: name, byTime } = this.context.logOf(this.file)
    if (this.context.tasks > 1) builder.beginGroups()
    const last = builder.candidates.at(-1)
    if (last?.origin === name && last.column === name) return last
    builder.beginPass(name)
    if (byTime) problems.add('reruns', this.file, null, name, null, `“${name}”`)
    const candidate: Candidate = { column: name, origin: name, values: valueColumn(), lengths: null }
    builder.candidates.push(candidate)
    return candidate
  }

  /** A document without a value: left out of this candidate, or one whose value is missing. */
  private lacking(kind: 'no-log-probability' | 'no-target', key: string, line: number): void {
    const { problems, chosen, builder } = this.context
    problems.add(kind, this.file, line, null, `document ${key}`)
    if (chosen.badRows === 'leave-out') return
    this.candidate ??= this.begin()
    builder.place(key, this.group)
  }

  private enter(
    key: string,
    cell: unknown,
    line: number,
    document: { hash: string | null; continuations: readonly unknown[] } | null,
  ): void {
    const { builder, cells, problems, chosen } = this.context
    this.candidate ??= this.begin()
    const { row, repeated } = builder.place(key, this.group)
    if (repeated) {
      problems.add('duplicates', this.file, line, null, key)
      if (chosen.duplicates === 'first') return
    }
    cells.beginRow()
    this.candidate.values.set(row, cells.value(cell, this.file, line, this.candidate.column))
    if (cells.leavesOut) builder.leaveOut(row)
    if (document) this.compare(row, line, document)
  }

  /** Whether another log says the same of the document. */
  private compare(
    row: number,
    line: number,
    { hash, continuations }: { hash: string | null; continuations: readonly unknown[] },
  ): void {
    const { documents, problems } = this.context
    const counted = documents.continuations.get(row)
    if (counted === 0) documents.continuations.set(row, continuations.length)
    else if (counted !== continuations.length)
      problems.add('continuation-counts', this.file, line, null, `${continuations.length} and ${counted}`)
    if (hash === null) return
    const content = hash53(hash)
    const known = documents.content.get(row)
    if (known < 0) documents.content.set(row, content)
    else if (known !== content) problems.add('other-document', this.file, line)
  }
}
