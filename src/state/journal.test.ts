import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { runLink } from '../../cli/runLink'
import { decodeRun } from '../engine/openedRun'
import { clearKept, keep, keepNow, openStorage, useJournal } from './journal'
import { useLab } from './lab'
import { asShown } from './runTable'
import type { LabState, Run } from './types'

const trained = decodeRun(JSON.parse(JSON.stringify(await runLink('T=20&H=4&backend=cpu', true, () => {}))))
const backend = { id: 'cpu', name: 'CPU', adapter: null, reason: null, advice: null } as const

let ids = 0
/** A run of the page that has come so far. */
function run(step: number, values: Readonly<Record<string, number>> = {}, made: Partial<Run> = {}): Run {
  const { config, description, changes } = trained
  return {
    id: ++ids,
    colour: 1,
    config: { ...config, values: { ...config.values, ...values } },
    description,
    estimate: null,
    snapshots: trained.snapshots.filter(one => one.step <= step),
    checkpoints: [],
    origin: null,
    shipped: null,
    changes,
    pinned: false,
    ...made,
  }
}

const goneTo = (one: Run, step: number, made: Partial<Run> = {}): Run => ({
  ...one,
  snapshots: trained.snapshots.filter(snapshot => snapshot.step <= step),
  ...made,
})

const origin = (step: number) => ({ theta: new Float32Array(), label: '', config: trained.config, step })

async function shown(page: Partial<Pick<LabState, 'run' | 'rival' | 'ghosts'>>): Promise<void> {
  useLab.setState({ backend, run: null, rival: null, ghosts: [], ...page })
  await keepNow()
}

const lines = () => useJournal.getState().runs.map(({ config, last }) => [config.values.H, last.step])
const onDevice = async () => (await (await openStorage()).runs()).kept.map(({ last }) => last.step)

beforeEach(async () => {
  useLab.setState({ run: null, rival: null, ghosts: [] })
  await clearKept()
})

describe('the table of runs', () => {
  it('has one line for A, however often B is changed', async () => {
    await shown({ run: run(20) })
    for (const H of [8, 16, 32]) {
      await shown({ run: run(3, { H }), rival: run(3) })
      await shown({ run: run(20, { H }), rival: run(20) })
    }
    expect(lines()).toEqual([
      [4, 20],
      [8, 20],
      [16, 20],
      [32, 20],
    ])
  })

  it('has one line for A and B while they are alike', async () => {
    const [a, b] = [run(2), run(2)]
    await shown({ run: a, rival: b })
    expect(lines()).toEqual([[4, 2]])
    // From here on B is another run.
    const changes = [{ step: 2, id: 'eta', value: 0.5 }]
    await shown({ run: goneTo(a, 5), rival: goneTo(b, 5, { changes }) })
    expect(useJournal.getState().runs.map(one => one.changes)).toEqual([[], changes])
  })

  it('keeps what goes further of a run and its repetition', async () => {
    await shown({ run: run(10) })
    const again = run(3)
    await shown({ run: again })
    expect(lines()).toEqual([[4, 10]])
    expect(await onDevice()).toEqual([10])
    await shown({ run: goneTo(again, 20) })
    expect(lines()).toEqual([[4, 20]])
    expect(await onDevice()).toEqual([20])
  })

  it('says of a repetition how far either has come', async () => {
    await shown({ run: run(10) })
    const again = run(3)
    await shown({ run: again })
    const [line] = useJournal.getState().runs
    expect(asShown(line, { run: again, rival: null })).toBe(line)
    expect(asShown(line, { run: null, rival: goneTo(again, 17) }).last.step).toBe(17)
    expect(asShown(line, { run: run(5, { H: 8 }), rival: null })).toBe(line)
  })

  it('gives a repetition a line of its own where a setting is changed on the way', async () => {
    await shown({ run: run(20) })
    const again = run(3)
    await shown({ run: again })
    const changes = [{ step: 3, id: 'eta', value: 0.5 }]
    await shown({ run: goneTo(again, 6, { changes }) })
    expect(lines()).toEqual([
      [4, 20],
      [4, 6],
    ])
  })

  it('tells runs apart that differ in more than N', async () => {
    await shown({ run: run(5) })
    await shown({ run: run(5, { N: 4 }) })
    expect(lines()).toHaveLength(1)
    const from = origin(7)
    await shown({ run: run(5, {}, { origin: from }) })
    await shown({ run: run(8, {}, { origin: from }) })
    expect(lines()).toHaveLength(2)
    // Another checkpoint of a run with the same link.
    await shown({ run: run(5, {}, { origin: origin(7) }) })
    expect(lines()).toHaveLength(3)
    const file = { backend: 'CPU', file: 'a.json' }
    await keep({ ...run(20), id: -1, key: crypto.randomUUID() }, file)
    await shown({ run: run(9) })
    expect(lines().map(([, step]) => step)).toEqual([9, 8, 5, 20])
  })

  it('lists nothing again that was cleared, but for the run that goes on', async () => {
    const [earlier, present] = [run(20, { H: 8 }), run(5)]
    await shown({ run: earlier })
    await shown({ run: present, ghosts: [earlier] })
    expect(lines()).toHaveLength(2)
    await clearKept()
    await shown({ run: present, ghosts: [earlier] })
    expect(lines()).toEqual([])
    await shown({ run: goneTo(present, 9), ghosts: [earlier] })
    expect(lines()).toEqual([[4, 9]])
    expect(await onDevice()).toEqual([9])
  })
})
