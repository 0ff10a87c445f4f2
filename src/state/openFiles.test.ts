import { beforeEach, describe, expect, it, vi } from 'vitest'
import { runLink } from '../../cli/runLink'

const notices: string[] = []
vi.mock('./lab', () => ({ notify: (_: string, texts: readonly string[]) => notices.push(...texts) }))
vi.mock('./openRun', async () => {
  const { decodeRun } = await import('../engine/openedRun')
  return {
    openRuns: (documents: readonly unknown[]) =>
      documents.map(decodeRun).map(run => notices.push(`opened ${run.config.values.H}`)),
  }
})
const { openFiles } = await import('./openFiles')

async function said(name: string, ...parts: BlobPart[]): Promise<string> {
  notices.length = 0
  await openFiles([new File(parts, name)])
  expect(notices).toHaveLength(1)
  return notices[0]
}

beforeEach(() => {
  notices.length = 0
})

describe('a file that cannot be opened', () => {
  it('is answered with one sentence that says why', async () => {
    const whole = JSON.stringify(await runLink('T=2&H=4&backend=cpu', false, () => {}))
    expect(await said('a.json')).toContain('“a.json” was not opened. It is empty')
    expect(await said('a.json', '\n \n')).toContain('There is nothing in it.')
    expect(await said('a.json', whole.slice(0, 300))).toContain('It is not whole JSON; it may have been cut off.')
    expect(await said('a.jsonl', `${whole}\n${whole.slice(0, 300)}`)).toContain('Its line 2 is not whole JSON')
    expect(await said('a.json', whole.replace(/"kl":[^,]+/, '"kl":NaN'))).toContain('It holds NaN')
    expect(await said('a.txt', 'Dear reader\n')).toContain('It is text, but not JSON')
    expect(await said('a.json', '{"a":1}')).toContain('It names no format')
    expect(await said('a.json', '{"format":"__proto__"}')).toContain('Its format is “__proto__”')
    expect(await said('a.json', whole.replace('run@1', 'run@2'))).toContain('another version of this lab')
    const png = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13)
    expect(await said('a.json', png)).toContain('It is a PNG picture, not text in UTF-8 and no checkpoint of this lab.')
    expect(await said('a.json', Uint8Array.of(0xff, 0xfe, 0x80))).toContain('It is text in UTF-16')
    expect(await said('a.json', Uint8Array.of(1, 2, 0, 4))).toContain('It is binary data')
    expect(await said('a.json', Uint8Array.of(0x5b, 0x22, 0xe4, 0x22, 0x5d))).toContain('another encoding than UTF-8')
  })

  it('is sent to where it opens if it may hold log-probabilities', async () => {
    const there = 'Files of log-probabilities open in the view Select, under “Your files”.'
    expect(await said('a.csv', 'prompt,teacher,model\n0,-3,-4\n')).toBe(
      `“a.csv” was not opened. It seems to be a table of CSV. ${there}`,
    )
    expect(await said('a.tsv', 'prompt\tteacher\n0\t-3\n')).toContain(`It seems to be a table of TSV. ${there}`)
    expect(await said('a.csv', 'prompt;teacher\n0;-3,5\n')).toContain(`It seems to be a table of CSV. ${there}`)
    expect(await said('a.jsonl', '{"prompt":0,"teacher":-3}\n{"prompt":1,"teacher":-4}')).toContain(there)
    expect(await said('a.parquet', Uint8Array.of(80, 65, 82, 49, 0, 1, 2, 3))).toContain(there)
  })

  it('is not even read when it is too large', async () => {
    const huge = { name: 'huge.json', size: 2 ** 30 } as File
    await openFiles([huge])
    expect(notices).toEqual(['“huge.json” was not opened. It has 1,024 MB; at most 256 MB are read.'])
  })
})

describe('files of runs', () => {
  it('are one document, also over several lines, or JSON Lines', async () => {
    const file = await runLink('T=2&H=4&backend=cpu', false, () => {})
    const other = await runLink('T=2&H=6&backend=cpu', true, () => {})
    await openFiles([
      new File([JSON.stringify(file, null, 2)], 'pretty.json'),
      new File([`${JSON.stringify(file)}\r\n\n${JSON.stringify(other)}\n`], 'many.jsonl'),
    ])
    expect(notices).toEqual(['opened 4', 'opened 4', 'opened 6'])
  })
})
