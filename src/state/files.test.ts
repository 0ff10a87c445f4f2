import { beforeEach, describe, expect, it, vi } from 'vitest'
import { LocalRows } from '../engine/selection/localRows'
import type { NamedFile } from '../engine/selection/protocol'
import type { ReadInWorker } from '../engine/selection/readFiles'
import type { ReadOptions } from '../logprobs/options'
import type { ReadHooks } from '../logprobs/read'
import { readLogProbs } from '../logprobs/read'
import type { LogProbTable } from '../logprobs/table'

/** What a test lets the reading wait for. */
let gate: Promise<void> = Promise.resolve()
const closed: string[] = []

vi.mock('../engine/selection/readFiles', () => ({
  async readFiles(files: readonly NamedFile[], options: ReadOptions, hooks: ReadHooks): Promise<ReadInWorker> {
    const aborted = new Promise<never>((_, reject) =>
      hooks.signal?.addEventListener('abort', () => reject(hooks.signal?.reason)),
    )
    await Promise.race([gate, aborted])
    const sources = files.map(({ name, file }) => ({ name, size: file.size, stream: () => file.stream() }))
    return { ...(await readLogProbs(sources, options, hooks)), ofMeans: [] }
  },
}))

vi.mock('../engine/selection/pool', () => ({
  SelectionPool: class extends LocalRows {
    constructor(private readonly table: LogProbTable) {
      super(LocalRows.of(table).shape)
      let first = 0
      for (const block of table.blocks) {
        this.own({ block, first })
        first += block.rows
      }
    }
    close(): void {
      closed.push(this.table.candidates.join())
    }
  },
}))

const { useFiles } = await import('./files')
const start = useFiles.getState()

const csv = (text: string, name = 'x.csv'): NamedFile => ({ name, file: new File([text], name) })
const GOOD = csv('id,a,b\n1,-1,-2\n2,-1,-9\n3,-2,\n')
const OTHER = csv('id,c,d\n1,-1,-2\n', 'y.csv')
const BAD = csv('1,2\n3,4\n', 'bad.csv')

const settled = () => vi.waitFor(() => expect(useFiles.getState()).toMatchObject({ reading: null, analysing: null }))

async function opened(...files: NamedFile[]) {
  await useFiles.getState().open(files)
  await settled()
  return useFiles.getState()
}

describe('the files of a person', () => {
  beforeEach(() => {
    gate = Promise.resolve()
    useFiles.setState(start, true)
  })

  it('are read and analysed', async () => {
    const { opened: read, analysed, comparison } = await opened(GOOD)
    expect(read?.shape).toMatchObject({ candidates: ['a', 'b'], rows: 3 })
    expect(read?.problems.map(({ kind }) => kind)).toEqual(['missing'])
    expect(analysed?.names).toEqual(['a', 'b'])
    expect(analysed?.analysis.comparison).toBe(comparison)
    expect(analysed?.analysis.gaps.leftOut).toBe(1)
    expect(analysed?.of).toBe(read)
  })

  it('stay when others are refused, which is said', async () => {
    const before = await opened(GOOD)
    closed.length = 0
    const after = await opened(BAD)
    expect(after.refused?.problems[0]).toMatchObject({ kind: 'no-header', severity: 'refused' })
    expect([after.opened, after.analysed]).toEqual([before.opened, before.analysed])
    expect(closed).toEqual([])
    useFiles.getState().dismiss()
    expect(useFiles.getState().refused).toBeNull()
  })

  it('give way to others that were read', async () => {
    await opened(GOOD)
    closed.length = 0
    const { analysed } = await opened(OTHER)
    expect(analysed?.names).toEqual(['c', 'd'])
    expect(closed).toEqual(['a,b'])
  })

  it('are not read to their end when it is cancelled, and what was there is kept', async () => {
    const before = await opened(GOOD)
    gate = new Promise(() => {})
    const reading = useFiles.getState().open([OTHER])
    expect(useFiles.getState().reading).toMatchObject({ files: 1, bytesRead: 0 })
    useFiles.getState().cancel()
    await reading
    expect(useFiles.getState()).toMatchObject({
      reading: null,
      detail: 'Reading was cancelled; what was read before is kept.',
    })
    expect(useFiles.getState().opened).toBe(before.opened)
  })

  it('are read again with another choice, the comparison kept', async () => {
    const { opened: read } = await opened(GOOD)
    useFiles.getState().compare({ gaps: 'zero' })
    await useFiles.getState().readAgain(read!, { missing: 'leave-out' })
    await settled()
    const { opened: again, comparison } = useFiles.getState()
    expect(again?.options).toEqual({ missing: 'leave-out' })
    expect(again?.shape.rows).toBe(2)
    expect(comparison?.gaps).toBe('zero')
  })

  it('are compared otherwise without being read again', async () => {
    await opened(GOOD)
    useFiles.getState().compare({ gaps: 'zero' })
    await settled()
    const { analysed } = useFiles.getState()
    expect(analysed?.analysis.gaps).toMatchObject({ leftOut: 0, rows: 3 })
    expect(analysed?.analysis.selection.rows).toBe(3)
  })

  it('keep the last analysis where another comparison cannot be made', async () => {
    const before = await opened(GOOD)
    useFiles.getState().compare({ candidates: [] })
    await settled()
    const { analysed, comparison } = useFiles.getState()
    expect(analysed).toBe(before.analysed)
    expect(comparison?.candidates).toEqual([])
  })

  it('say why an analysis left nothing', async () => {
    const { detail, analysed } = await opened(csv('a,b\n-1,\n,-2\n'))
    expect(detail).toBe(
      'All 2 rows have a gap and are left out: leave out the candidates that have most gaps, or let a gap count as probability 0.',
    )
    expect(analysed).toBeNull()
    // The rows are still there.
    useFiles.getState().compare({ gaps: 'zero' })
    await settled()
    expect(useFiles.getState().analysed?.analysis.selection.rows).toBe(2)
  })

  it('have their groups compared at the very N that is looked at', async () => {
    // In g the ratio is e^1.8, about 6.05: at 6 a beats b, at the nearest N of the grid, 6.17, it does not.
    await opened(csv('id,group,a,b\n1,g,-1,-2.8\n2,h,-3,-1\n'))
    const { analysis } = useFiles.getState().analysed!
    expect(analysis.groups?.map(({ selection }) => selection?.winners[21])).toEqual([[0, 1], [1]])
    useFiles.getState().lookAt(6)
    await vi.waitFor(() => expect(useFiles.getState().groups?.N).toBe(6))
    expect(useFiles.getState().picks?.N).toBe(6)
    expect(useFiles.getState().groups?.pairwise[0]?.map(row => Array.from(row))).toEqual([
      [0, 0],
      [1, 0],
    ])
    // On the grid the analysis says it already.
    const { groups } = useFiles.getState()
    useFiles.getState().lookAt(16)
    await vi.waitFor(() => expect(useFiles.getState().picks?.N).toBe(16))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(useFiles.getState().groups).toBe(groups)
  })

  it('have their picks resampled at the N that is looked at last', async () => {
    await opened(GOOD)
    useFiles.getState().lookAt(2)
    useFiles.getState().lookAt(16)
    await vi.waitFor(() => expect(useFiles.getState().picks?.N).toBe(16))
    const { picks } = useFiles.getState()
    expect(picks?.picks.tournament?.winners).toEqual([0])
    useFiles.getState().lookAt(16)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(useFiles.getState().picks).toBe(picks)
    // Of another comparison they say nothing.
    useFiles.getState().compare({ gaps: 'zero' })
    await settled()
    expect(useFiles.getState().picks).toBeNull()
  })
})
