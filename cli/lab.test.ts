import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArguments } from './arguments'
import { runLink } from './runLink'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-lab-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const lab = (...args: string[]) => ['--import', 'tsx', join(import.meta.dirname, 'lab.ts'), ...args]

describe('the command line', () => {
  it('writes the run of a link', () => {
    const out = join(folder, 'run.json')
    execFileSync(process.execPath, lab('?scenario=mixed-lengths&rule=normalized&T=50&seed=3', '--out', out), {
      stdio: 'pipe',
    })
    const run = JSON.parse(readFileSync(out, 'utf8'))
    expect(run).toMatchObject({
      format: 'coverage-lab/run@1',
      link: '?v=1&rule=normalized&T=50&seed=3',
      config: { scenario: 'mixed-lengths', model: 'linear', rule: 'normalized', H: 32, T: 50, seed: 3, every: 1 },
      backend: 'WASM · 1 thread',
      exact: { kl: true, coverage: true },
    })
    expect(run.snapshots).toHaveLength(51)
    expect(Object.keys(run.snapshots[0].coverage)).toEqual(Array.from({ length: 11 }, (_, i) => String(2 ** i)))
    expect(run.snapshots[50].kl).toBeLessThan(run.snapshots[0].kl)
  })

  it('runs every k-th link of a file as JSON Lines, and goes on after a warning', () => {
    const links = join(folder, 'links.txt')
    writeFileSync(
      links,
      '# three runs\nT=5&backend=cpu\n\n?T=5&seed=1&backend=cpu\nhttps://example.org/lab/?T=5&seed=2&backend=cpu&H=x\n',
    )
    const run = (shard: string) => {
      const { stdout, stderr, status } = spawnSync(process.execPath, lab('--links', links, '--shard', shard), {
        encoding: 'utf8',
      })
      expect(status).toBe(0)
      const seeds = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).config.seed)
      return { seeds, stderr }
    }
    expect(run('1/2').seeds).toEqual([0, 2])
    expect(run('2/2').seeds).toEqual([1])
    expect(run('1/2').stderr).toContain('H = “x” is not a number; the default 32 is used.')
  })

  it('runs the sweep of a link', () => {
    const out = join(folder, 'sweep.json')
    const { status, stderr } = spawnSync(
      process.execPath,
      lab('?view=sweep&sweep=H:4,8&by=rule:sgd,warp,sign&seeds=2&T=20', '--out', out),
      { encoding: 'utf8' },
    )
    expect(status).toBe(0)
    expect(stderr).toContain('rule: “warp” is not one of')
    expect(stderr).toMatch(/8 runs on WASM · 1 thread in/)
    const file = JSON.parse(readFileSync(out, 'utf8'))
    expect(file).toMatchObject({
      format: 'coverage-lab/sweep@1',
      link: '?v=1&T=20&view=sweep&sweep=H:4,8&by=rule:sgd,sign&seeds=2',
      x: { key: 'H', values: [4, 8] },
      by: { key: 'rule', values: ['sgd', 'sign'] },
    })
    expect(file.cells).toHaveLength(4)
    expect(file.runs).toHaveLength(8)
    for (const { history } of file.runs) {
      expect(history.steps).toEqual(Array.from({ length: 21 }, (_, step) => step))
      expect([history.kl.length, history.coverage.length]).toEqual([21, 21])
    }
    expect(file.cells[3].values).toEqual(
      file.runs
        .filter(({ link }: { link: string }) => /H=8&/.test(link) && link.includes('rule=sign'))
        .map(({ measures }: { measures: Record<string, number> }) => measures.meanCoverage),
    )
  })

  it('explains arguments that make no sense, with exit code 2', () => {
    const complaint = (...args: string[]) => {
      const { status, stderr } = spawnSync(process.execPath, lab(...args), { encoding: 'utf8' })
      expect(status).toBe(2)
      return stderr
    }
    expect(complaint()).toMatch(/^Give one link \(found 0\)/)
    expect(complaint('T=5', '--out', join(folder, 'no', 'such', 'folder.json'))).toMatch(
      /cannot be written: .*no such file/,
    )
  })

  it('reads a whole address, fragment and all, and says where it cannot follow the backend', async () => {
    expect(readArguments(['https://example.org/lab/?T=50#top'])).toMatchObject({ links: ['T=50'] })
    const said: string[] = []
    const file = await runLink('backend=webgpu&T=2', false, sentence => said.push(sentence))
    expect(file.backend).toBe('WASM · 1 thread')
    expect(said.join()).toMatch(/WebGPU is not available here\. It runs on WASM/)
  })
})

describe('arguments', () => {
  it.each([
    [['T=5', 'T=6'], /Give one link \(found 2\)/],
    [['T=5', '--shard', '1/2'], /give the file with --links/],
    [['T=5', '--links', 'x'], /not both/],
    [['--nonsense'], /nonsense/],
    [['hello'], /“hello” is not a link/],
    [['--links', '/does/not/exist'], /no such file/],
  ])('%j are refused', (args, sentence) => {
    expect(() => readArguments(args)).toThrow(sentence)
  })

  it.each(['0/2', '3/2', 'x', '1', '1/0'])('refuse the shard %s', shard => {
    const links = join(folder, 'one.txt')
    writeFileSync(links, 'T=5\n')
    expect(() => readArguments(['--links', links, '--shard', shard])).toThrow(/must be i\/k/)
  })
})

describe('log ratios', () => {
  it('come with their weights where responses are enumerated, and give back the coverage', async () => {
    const file = await runLink('T=2&H=4&backend=cpu', true, () => {})
    const { logRatios, coverage } = file.snapshots[1]
    const mass = (N: number) =>
      logRatios!.reduce<number>(
        (sum, R, i) => (Number(R) >= Math.fround(Math.log(N)) ? sum + file.weights![i] : sum),
        0,
      )
    for (const N of [1, 2, 16]) expect(mass(N)).toBeCloseTo(coverage[N], 12)
  })

  it('are as many as the held-out responses where they are sampled', async () => {
    const file = await runLink('scenario=random-linear&T=1&M=100&backend=cpu', true, () => {})
    expect(file.exact).toMatchObject({ kl: true, coverage: false })
    expect(file.weights).toBeUndefined()
    expect(file.snapshots[1].logRatios).toHaveLength(100)
  })
})
