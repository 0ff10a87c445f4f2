import type { Chosen } from './options'

/** Whose log a file is, as its name and those of the others say. */
export interface LogName {
  readonly candidate: string
  readonly task: string
  /** Whether only the time tells it from another candidate. */
  readonly byTime: boolean
}

/** How the harness names them: samples_TASK_TIME.jsonl, in a folder for each model. */
const LOG = /^samples_(.+)_(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?)$/

interface Parts {
  readonly folder: readonly string[]
  readonly task: string
  /** Time of the run, or the name of a file that has none. */
  readonly run: string
  readonly named: boolean
}

/** The last part of a name, without its endings. */
export function stemOf(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.gz$/i, '')
    .replace(/\.(csv|tsv|txt|jsonl|ndjson|json|parquet)$/i, '')
}

/**
 * Which candidate and task each file is about, if it is a log. Files of one folder are one candidate, with a task each; where a task
 * comes twice in a folder, those of the same time are. A file that is not named as the harness names them is a candidate.
 */
export function logNames(names: readonly string[], by: Chosen['candidateBy'], given: Readonly<Record<string, string>>) {
  const files = names.map(partsOf)
  const folders = new Map<string, Parts[]>()
  for (const file of files) {
    const key = file.folder.join('/')
    folders.set(key, [...(folders.get(key) ?? []), file])
  }
  const folderName = shortened([...folders.values()].map(([{ folder }]) => folder))
  const labels = new Map([...folders.keys()].map((key, i) => [key, folderName[i]]))
  return new Map(
    files.map((file, i): [string, LogName] => {
      const key = file.folder.join('/')
      const inFolder = folders.get(key)!
      const folder = labels.get(key)!
      const { task } = file
      const name = names[i]
      if (Object.hasOwn(given, name)) return [name, { candidate: given[name], task, byTime: false }]
      if (by === 'file' || (by !== 'folder' && !file.named))
        return [name, { candidate: joined(folder, stemOf(name)), task, byTime: false }]
      const twice = inFolder.some(other =>
        inFolder.some(again => again !== other && again.named && again.task === other.task),
      )
      const byTime = by === 'run' || (by === 'auto' && twice)
      const candidate = byTime ? joined(folder, file.run) : folder || (file.folder.at(-1) ?? stemOf(name))
      return [name, { candidate, task, byTime: byTime && twice }]
    }),
  )
}

function partsOf(name: string): Parts {
  const folder = name.split(/[\\/]/).slice(0, -1)
  const stem = stemOf(name)
  const [, task, run] = LOG.exec(stem) ?? []
  return task === undefined ? { folder, task: '', run: stem, named: false } : { folder, task, run, named: true }
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder} ${name}`
}

/** What tells paths apart: without the first and last parts that all have. Empty for a single one. */
export function shortened(paths: readonly (readonly string[])[]): string[] {
  if (paths.length < 2) return paths.map(() => '')
  const shortest = Math.min(...paths.map(({ length }) => length))
  const same = (at: (path: readonly string[]) => string) => paths.every(path => at(path) === at(paths[0]))
  let from = 0
  while (from < shortest && same(path => path[from])) from++
  let end = 0
  while (end < shortest - from && same(path => path[path.length - 1 - end])) end++
  return paths.map(path => path.slice(from, path.length - end).join('/'))
}
