import type { NamedFile } from '../../../engine/selection/protocol'
import { isTaken } from '../../../logprobs/source'

/** What was dropped or chosen. */
export interface Offered {
  readonly files: readonly NamedFile[]
  /** Names of files in folders that are of no kind that is read. */
  readonly passedOver: readonly string[]
}

/** Everything that was dropped, folders with all that is in them. To be called while the event is being handled. */
export async function dropped({ items, files }: DataTransfer): Promise<Offered> {
  const entries = Array.from(items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  // A file that has no place on a disk, such as one out of an archive, is no entry.
  if (entries.length === 0) return withoutOthers(Array.from(files, alone))
  const found: NamedFile[] = []
  for (const entry of entries) {
    if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, found)
    else found.push(alone(await fileOf(entry as FileSystemFileEntry)))
  }
  return withoutOthers(found)
}

/** What a file input has, with the folders that it was chosen by. */
export function chosen(list: FileList): Offered {
  return withoutOthers(Array.from(list, file => ({ file, name: file.webkitRelativePath || file.name })))
}

/** Leaves out what lies in a folder and is not taken out of one – a file that is offered by itself is always tried; of two files of one name the later gets a number. */
export function withoutOthers(files: readonly NamedFile[]): Offered {
  const passes = ({ name }: NamedFile) => !name.includes('/') || isTaken(name)
  const taken = new Set<string>()
  const distinct = files.filter(passes).map(({ name: given, file }) => {
    let name = given
    for (let again = 2; taken.has(name); again++) name = given.replace(/(\.[^/]*)?$/, ` (${again})$1`)
    taken.add(name)
    return { name, file }
  })
  return { files: distinct, passedOver: files.filter(file => !passes(file)).map(({ name }) => name) }
}

/** A folder's files, each with the path to it as its name: it tells logs of the same name apart. */
async function collect(folder: FileSystemDirectoryEntry, into: NamedFile[]): Promise<void> {
  const reader = folder.createReader()
  // It gives a hundred entries at a time, and none at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return
    for (const entry of entries) {
      if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, into)
      else into.push({ file: await fileOf(entry as FileSystemFileEntry), name: entry.fullPath.replace(/^\//, '') })
    }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function alone(file: File): NamedFile {
  return { name: file.name, file }
}
