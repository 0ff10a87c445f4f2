import { shown } from '../config/link'
import { isTaken } from '../logprobs/source'
import { notify } from './lab'
import { linesOf, sniffed } from './readText'

/** Largest file that is read, MB. */
export const MOST_MEGABYTES = 256

/** Said of a file that might be one. */
const LOG_PROBABILITIES = 'Files of log-probabilities open in the view Select, under “Your files”.'

/** Opens a document of one format; what is wrong with it is thrown as an Error with a sentence. */
export type FileHandler = (documents: readonly unknown[], name: string) => Promise<void> | void

/** What is done with a JSON file by the format that it names. A new kind of file is one line here. */
const KINDS: Readonly<Record<string, () => Promise<FileHandler>>> = {
  'coverage-lab/run@1': () => import('./openRun').then(({ openRuns }) => openRuns),
  'coverage-lab/lesson@1': () => import('./lesson/openLesson').then(({ openLessons }) => openLessons),
  'coverage-lab/sweep@1': () => import('./openSweep').then(({ openSweeps }) => openSweeps),
}

/** Opens files of any kind that the lab writes, one after the other; of any other file a notice says why not. */
export async function openFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    const name = shown(file.name)
    try {
      await open(file, name)
    } catch (error) {
      notify('error', [`${name} was not opened. ${error instanceof Error ? error.message : String(error)}`])
    }
  }
}

async function open(file: File, name: string): Promise<void> {
  if (file.size === 0) throw new Error('It is empty, or a folder.')
  const megabytes = file.size / 2 ** 20
  if (megabytes > MOST_MEGABYTES) {
    throw new Error(`It has ${Math.ceil(megabytes).toLocaleString('en-US')} MB; at most ${MOST_MEGABYTES} MB are read.`)
  }
  const found = await sniffed(file)
  if (found.kind === 'safetensors') {
    const { openCheckpoint } = await import('./openCheckpoint')
    return openCheckpoint(file)
  }
  if (found.kind === 'binary') {
    const columns = isTaken(file.name) ? ` ${LOG_PROBABILITIES}` : ''
    throw new Error(`It is ${found.what}, not text in UTF-8 and no checkpoint of this lab.${columns}`)
  }
  await openDocuments(await documentsOf(file), name)
}

/** A file of JSON is one document or, as JSON Lines, one a line. */
async function documentsOf(file: File): Promise<unknown[]> {
  const documents: unknown[] = []
  let number = 0
  for await (const line of linesOf(file)) {
    number++
    if (line.trim() === '') continue
    const document = parsed(line)
    if (document !== undefined) documents.push(document)
    // A document may be spread over lines.
    else if (documents.length === 0) return [whole(await file.text())]
    else throw new Error(`Its line ${number} is not whole JSON; the file may have been cut off there.`)
  }
  return documents
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function whole(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (!/^\s*[[{]/.test(text)) throw new Error(notJson(text))
    throw new Error(
      /[:,[]\s*-?(NaN|Infinity)\b/.test(text)
        ? 'It holds NaN or Infinity without quotation marks, which JSON does not have.'
        : 'It is not whole JSON; it may have been cut off.',
    )
  }
}

function notJson(text: string): string {
  const first = text.trimStart().split(/[\r\n]/, 1)[0]
  const [, separator] = /^[^,;\t]+([,;\t])/.exec(first) ?? []
  if (!separator) return 'It is text, but not JSON, which runs, sweeps and lessons are written in.'
  return `It seems to be a table of ${separator === '\t' ? 'TSV' : 'CSV'}. ${LOG_PROBABILITIES}`
}

async function openDocuments(documents: readonly unknown[], name: string): Promise<void> {
  if (documents.length === 0) throw new Error('There is nothing in it.')
  const groups = new Map<string, unknown[]>()
  for (const document of documents) {
    const format = formatOf(document)
    if (!Object.hasOwn(KINDS, format)) throw new Error(unknownFormat(format))
    groups.set(format, [...(groups.get(format) ?? []), document])
  }
  for (const [format, ofFormat] of groups) await (await KINDS[format]())(ofFormat, name)
}

/** Empty where the document names none. */
function formatOf(document: unknown): string {
  const format = typeof document === 'object' && document !== null && 'format' in document ? document.format : ''
  return typeof format === 'string' ? format : ''
}

function unknownFormat(format: string): string {
  const known = Object.keys(KINDS)
  if (format === '') {
    return `It names no format; this page opens ${known.join(', ')} and checkpoints. ${LOG_PROBABILITIES}`
  }
  const other = known.find(one => one.split('@')[0] === format.split('@')[0])
  if (other) return `It was written by another version of this lab: its format is ${shown(format)}, not ${other}.`
  return `Its format is ${shown(format)}; this page opens ${known.join(', ')} and checkpoints.`
}
