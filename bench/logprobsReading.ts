import Papa from 'papaparse'
import { fileSource } from '../cli/fileSource'
import { readLogProbs } from '../src/logprobs/read'

/** PapaParse alone, the lab's reader, or the reader while its memory is watched. */
export type Way = 'bare' | 'reader' | 'memory'

/** What a reading took. */
export interface Measured {
  readonly seconds: number
  /** Seconds of processor time, of all threads: what a machine with other work to do shows too. */
  readonly processorSeconds: number
  /** Most live bytes beyond those before, and how often that was looked at; only where memory is watched. */
  readonly peakBytes?: number
  readonly looks?: number
}

/** Bytes of the file between two looks at the memory. */
const LOOK = 2 ** 22

const [way, file] = process.argv.slice(2)
const source = await fileSource(file)
const began = performance.now()
const usage = process.cpuUsage()
const memory = way === 'memory' ? await watched() : {}
if (way === 'bare') await bare()
if (way === 'reader') await readLogProbs([source])
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(usage)
const measured: Measured = { seconds, processorSeconds: (user + system) / 1e6, ...memory }
process.send!(measured, () => process.exit())

async function bare(): Promise<void> {
  const decoder = new TextDecoder()
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n' })
  let rest = ''
  let fields = 0
  const parse = (more: boolean) => {
    const { data, meta }: { data: string[][]; meta: { cursor: number } } = parser.parse(rest, 0, more)
    rest = rest.slice(meta.cursor)
    fields += data.length
  }
  for await (const bytes of source.stream() as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(bytes, { stream: true })
    parse(true)
  }
  rest += decoder.decode()
  parse(false)
  if (fields === 0) throw new Error('Nothing was read.')
}

/** Counts what lives after a full garbage collection, every few MB and once the table is there. */
async function watched() {
  const live = () => {
    gc!()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = live()
  let peak = 0
  let looks = 0
  let next = 0
  const look = () => {
    peak = Math.max(peak, live() - before)
    looks++
  }
  const onProgress = (bytes: number) => {
    if (bytes < next) return
    next = bytes + LOOK
    look()
  }
  const { table } = await readLogProbs([source], {}, { onProgress })
  look()
  if (!table) throw new Error('Nothing was read.')
  return { peakBytes: peak, looks }
}
