/** What was dropped or chosen. */
export interface Offered {
  readonly files: readonly File[]
  /** Names of files in folders that are of no kind that is read. */
  readonly passedOver: readonly string[]
}

/** Kinds of files that are taken out of folders; a file that is offered by itself is always tried. */
const KINDS = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet)(\.gz)?$/i

/** Everything that was dropped, folders with all that is in them. To be called while the event is being handled. */
export async function dropped({ items, files }: DataTransfer): Promise<Offered> {
  const entries = Array.from(items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  // A file that has no place on a disk, such as one out of an archive, is no entry.
  if (entries.length === 0) return withoutOthers(Array.from(files))
  const alone = Array.from(files)
  const found: File[] = []
  for (const entry of entries) {
    if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, found)
    else found.push(alone.find(({ name }) => name === entry.name) ?? (await fileOf(entry as FileSystemFileEntry)))
  }
  return withoutOthers(found)
}

/** What a file input has, with the folders that it was chosen by. */
export function chosen(list: FileList): Offered {
  return withoutOthers(
    Array.from(list, file => (file.webkitRelativePath ? named(file, file.webkitRelativePath) : file)),
  )
}

/** Leaves out what lies in a folder and is of no known kind, or hidden; of two files of one name the later gets a number. */
export function withoutOthers(files: readonly File[]): Offered {
  const passes = ({ name }: File) => !name.includes('/') || (KINDS.test(name) && !/(^|\/)\./.test(name))
  const taken = new Set<string>()
  const distinct = files.filter(passes).map(file => {
    let { name } = file
    for (let again = 2; taken.has(name); again++) name = file.name.replace(/(?=(\.[^/]*)?$)/, ` (${again})`)
    taken.add(name)
    return name === file.name ? file : named(file, name)
  })
  return { files: distinct, passedOver: files.filter(file => !passes(file)).map(({ name }) => name) }
}

/** A folder's files, each with the path to it as its name: it tells logs of the same name apart. */
async function collect(folder: FileSystemDirectoryEntry, into: File[]): Promise<void> {
  const reader = folder.createReader()
  // It gives a hundred entries at a time, and none at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return
    for (const entry of entries) {
      if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, into)
      else into.push(named(await fileOf(entry as FileSystemFileEntry), entry.fullPath.replace(/^\//, '')))
    }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** The same bytes under another name; nothing is copied. */
function named(file: File, name: string): File {
  return new File([file], name, { type: file.type, lastModified: file.lastModified })
}
