import { describe, expect, it } from 'vitest'
import { runLink } from '../../cli/runLink'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { statedProfile } from '../coverage/statedProfile'
import { decodeRun, type OpenedRun } from './openedRun'
import { decodeSweep } from './openedSweep'
import { runToEnd } from './run'
import { FILE_NS, type RunFile, runFile } from './runFile'

const read = (file: unknown) => JSON.parse(JSON.stringify(file))

/** Everything that is written of a run is read back, so that writing it again changes nothing. */
function again({ date, ...opened }: OpenedRun): RunFile {
  return runFile({ ...opened, ...(date ? { date } : {}) }, { logRatios: true })
}

describe('a run from a file', () => {
  it.each([
    'T=3&H=4',
    'scenario=random-linear&T=2&M=64&every=1',
    'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=2',
  ])('is the run that was written: %s', async link => {
    const file = read(await runLink(`${link}&backend=cpu`, true, () => {}))
    const opened = decodeRun(file)
    expect(opened.notes).toEqual([])
    expect(read(again(opened))).toEqual(file)
    const { snapshots, config } = opened
    const { snapshots: computed, description } = await runToEnd(config)
    snapshots.forEach((snapshot, i) => {
      expect(snapshot.logRatios).toEqual(computed[i].logRatios)
      expect(snapshot.pathKl).toEqual(computed[i].pathKl)
      expect([snapshot.kl, snapshot.klError]).toEqual([computed[i].kl, computed[i].klError])
    })
    expect(opened.description.weights).toEqual(description.weights)
    expect(opened.description.strata).toEqual(description.strata)
    expect(opened.description.logTeacher).toEqual(description.logTeacher)
  })

  it('without log ratios has the profile at the values that it states, and says so', async () => {
    const [long, short] = await Promise.all([true, false].map(all => runLink('T=2&H=4&backend=cpu', all, () => {})))
    const { description: _, ...older } = read(short)
    const opened = decodeRun(older)
    expect(opened.notes).toEqual([expect.stringContaining('It holds no log ratios')])
    const { stated } = opened.snapshots[1]
    const whole = coverageProfile(decodeRun(read(long)).snapshots[1].logRatios, Float64Array.from(long.weights!))
    for (const N of FILE_NS) expect(coverageAt(statedProfile(stated!.Ns, stated!.shares), N)).toBe(coverageAt(whole, N))
  })

  it('says that an estimate of an older file has no band', async () => {
    const { description: _, ...older } = read(
      await runLink('scenario=random-linear&T=1&M=64&backend=cpu', false, () => {}),
    )
    expect(decodeRun(older).notes.join(' ')).toContain('no band is drawn')
  })

  it('has the log ratios of every s-th snapshot where all would be too many', async () => {
    const { config, description, snapshots, changes } = decodeRun(
      read(await runLink('T=9&H=4&backend=cpu', true, () => {})),
    )
    const each = snapshots[0].logRatios.length + snapshots[0].pathKl.length
    const record = { config, description, snapshots, changes, backend: 'CPU' }
    const file = runFile(record, { logRatios: true, most: 4 * each })
    expect(file.snapshots.filter(({ logRatios }) => logRatios).map(({ step }) => step)).toEqual([0, 4, 8, 9])
    expect(decodeRun(read(file)).notes.join()).toContain('6 of its 10 snapshots hold no log ratios')
  })

  const spoilt: [string, (file: RunFile) => unknown, RegExp][] = [
    [
      'a number that is none',
      f => ({ ...f, snapshots: [{ ...f.snapshots[0], kl: null }] }),
      /^Its snapshots\[1\]\.kl must be a number\.$/,
    ],
    [
      'too few log ratios',
      f => ({ ...f, snapshots: [{ ...f.snapshots[0], logRatios: [1] }] }),
      /Its snapshots\[1\]\.logRatios has 1 entries where there should be/,
    ],
    [
      'a log ratio that is none',
      f => ({ ...f, snapshots: [{ ...f.snapshots[0], logRatios: [1, 'NaN'] }] }),
      /Its snapshots\[1\]\.logRatios must be a list of numbers; its entry 2 is none\./,
    ],
    ['no snapshots', f => ({ ...f, snapshots: [] }), /Its snapshots must have at least 1 entry\./],
    ['snapshots out of order', f => ({ ...f, snapshots: [...f.snapshots].reverse() }), /not in order of step/],
    [
      'other settings than its link',
      f => ({ ...f, config: { ...f.config, H: 5 } }),
      /do not go together: “H” is “5” and “4”/,
    ],
    ['no form at all', () => [], /The file must be an object\./],
    [
      'coverage above 1',
      f => ({ ...f, snapshots: [{ ...f.snapshots[0], coverage: { 1: 2 } }] }),
      /Its snapshots\[1\]\.coverage\.1 must have a value of at most 1\./,
    ],
  ]
  it.each(spoilt)('with %s is refused in a sentence', async (_, spoil, sentence) => {
    const file = read(await runLink('T=2&H=4&backend=cpu', true, () => {}))
    expect(() => decodeRun(spoil(file))).toThrow(sentence)
  })
})

describe('a sweep from a file', () => {
  it('has the outcomes that were written, and what is wrong with it is said', async () => {
    const { runSweepLink } = await import('../../cli/runLink')
    const link = 'view=sweep&sweep=H:4,8&by=rule:sgd,sign&seeds=1&T=4&backend=cpu'
    const file = read(await runSweepLink(link, () => {}))
    const { sweep, outcomes, notes } = decodeSweep(file)
    expect(notes).toEqual([])
    expect(outcomes.size).toBe(4)
    expect(sweep.seeds).toBe(1)
    expect([...outcomes.values()].map(({ measures }) => measures)).toEqual(
      expect.arrayContaining(file.runs.map(({ measures }: { measures: object }) => measures)),
    )
    for (const { facts, history } of outcomes.values()) {
      expect(facts?.parameters).toBeGreaterThan(0)
      expect(history!.kl).toHaveLength(5)
    }
    const [first, ...others] = file.runs
    const short = { ...first, history: { ...first.history, kl: [1] } }
    expect(() => decodeSweep({ ...file, runs: [short, ...others] })).toThrow('is not at the steps')
    const none = { ...first, measures: { ...first.measures, meanCoverage: 'much' } }
    expect(() => decodeSweep({ ...file, runs: [first, none] })).toThrow(
      'Its runs[2].measures.meanCoverage must be a number.',
    )
    expect(() => decodeSweep({ ...file, backend: undefined })).toThrow('Its backend is missing: it must be text.')
    expect(() => decodeSweep({ ...file, link: '?view=sweep&sweep=H:3' })).toThrow('None of its runs belongs')
  })
})
