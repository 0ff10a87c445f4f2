import { describe, expect, it } from 'vitest'
import { chosen, dropped, withoutOthers } from './offered'

const file = (name: string) => ({ name, file: new File(['x'], name.split('/').at(-1)!) })

/** A folder's entry, which gives its entries in portions as browsers do. */
function folder(path: string, entries: readonly FileSystemEntry[]): FileSystemEntry {
  const portions = [entries.slice(0, 1), entries.slice(1), []]
  const createReader = () => ({
    readEntries: (give: (some: readonly FileSystemEntry[]) => void) => give(portions.shift()!),
  })
  return { isDirectory: true, name: path.split('/').at(-1), fullPath: path, createReader } as unknown as FileSystemEntry
}

function leaf(path: string): FileSystemEntry {
  const name = path.split('/').at(-1)!
  const give = (resolve: (file: File) => void) => resolve(new File(['x'], name))
  return { isDirectory: false, name, fullPath: path, file: give } as unknown as FileSystemEntry
}

const transfer = (entries: readonly FileSystemEntry[]) =>
  ({ items: entries.map(entry => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer

describe('files that are offered', () => {
  it('takes whatever is offered by itself, and of a folder what can be read', () => {
    const { files, passedOver } = withoutOthers(
      ['odd.log', 'runs/a/samples_x.jsonl', 'runs/a/results.md', 'runs/.hidden.csv', 'runs/b.csv.gz'].map(file),
    )
    expect(files.map(({ name }) => name)).toEqual(['odd.log', 'runs/a/samples_x.jsonl', 'runs/b.csv.gz'])
    expect(passedOver).toEqual(['runs/a/results.md', 'runs/.hidden.csv'])
  })

  it('gives files of one name numbers, since names tell files apart', () => {
    const { files } = withoutOthers(['a.csv', 'a.csv', 'b', 'b', 'a.csv'].map(file))
    expect(files.map(({ name }) => name)).toEqual(['a.csv', 'a (2).csv', 'b', 'b (2)', 'a (3).csv'])
  })

  it('goes through dropped folders, and names their files by their paths', async () => {
    const logs = folder('/runs', [folder('/runs/one', [leaf('/runs/one/s.jsonl')]), leaf('/runs/notes.md')])
    const { files, passedOver } = await dropped(transfer([leaf('/a.csv'), logs]))
    expect(files.map(({ name }) => name)).toEqual(['a.csv', 'runs/one/s.jsonl'])
    expect(passedOver).toEqual(['runs/notes.md'])
  })

  it('names the files of a chosen folder by their paths', () => {
    const inFolder = Object.assign(new File(['x'], 's.jsonl'), { webkitRelativePath: 'runs/one/s.jsonl' })
    const { files } = chosen([new File(['x'], 'a.csv'), inFolder] as unknown as FileList)
    expect(files.map(({ name }) => name)).toEqual(['a.csv', 'runs/one/s.jsonl'])
  })
})
