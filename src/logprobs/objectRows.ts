import type { Context } from './context'
import { HarnessLog, isHarnessSample } from './harnessLog'
import { Refusal } from './refusal'
import { RowReader } from './rowReader'
import { SAMPLE_ROWS } from './tableColumns'

type JsonObject = Readonly<Record<string, unknown>>

/** Takes rows that are JSON objects: of a table, or of a log of lm-evaluation-harness, as the first of them says. */
export class ObjectRows {
  log: HarnessLog | null = null
  reader: RowReader | null = null
  private names: readonly string[] = []
  private known: ReadonlySet<string> = new Set()
  private readonly waiting: { object: JsonObject | null; line: number; text: string }[] = []
  private objects = 0

  constructor(
    private readonly file: string,
    private readonly context: Context,
  ) {}

  get rows(): number {
    return this.log?.rows ?? this.reader?.rows ?? 0
  }

  /** @param line where it begins, or which one it is */
  row(value: unknown, line: number): void {
    if (isObject(value)) this.object(value, line)
    else this.bad(line, typeof value === 'string' ? value : JSON.stringify(value))
  }

  bad(line: number, text: string): void {
    if (this.log) this.log.badRow('bad-line', line, text)
    else if (this.reader) this.reader.badRow('bad-line', line, text)
    else this.waiting.push({ object: null, line, text })
  }

  /** After the last row. @throws Refusal if no row was an object */
  end(): void {
    if (!this.log && !this.reader) {
      if (this.objects === 0) throw new Refusal(this.waiting.length > 0 ? 'not-rows' : 'no-rows')
      this.begin()
    }
    ;(this.log ?? this.reader)!.end()
  }

  private object(object: JsonObject, line: number): void {
    if (this.log) this.log.sample(object, line)
    else if (this.reader) this.enter(this.reader, object, line)
    else {
      if (this.objects === 0) this.recognise(object)
      this.waiting.push({ object, line, text: '' })
      this.objects++
      if (this.log || this.objects === SAMPLE_ROWS) this.begin()
    }
  }

  private recognise(object: JsonObject): void {
    const { format } = object
    if (typeof format === 'string' && format.startsWith('coverage-lab/')) throw new Refusal('run-file', format)
    if (isHarnessSample(object)) this.log = new HarnessLog(this.file, this.context)
  }

  private begin(): void {
    if (!this.log) {
      this.names = [...new Set(this.waiting.flatMap(({ object }) => Object.keys(object ?? {})))]
      this.known = new Set(this.names)
      this.reader = new RowReader(this.names, this.file, this.context)
    }
    const first = this.waiting.splice(0)
    for (const { object, line, text } of first) {
      if (object) this.object(object, line)
      else this.bad(line, text)
    }
  }

  private enter(reader: RowReader, object: JsonObject, line: number): void {
    const cells = this.names.map(name => (Object.hasOwn(object, name) ? object[name] : undefined))
    reader.row(cells, line)
    for (const key of Object.keys(object))
      if (!this.known.has(key))
        this.context.problems.add('unknown-column', this.file, line, key, object[key] ?? null, `“${key}”`)
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
