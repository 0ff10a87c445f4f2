import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { tournament } from '../../src/coverage/tournament'
import type { SelectionReport } from '../../src/engine/selection/report'
import { chosen, type ReadOptions } from '../../src/logprobs/options'
import type { ProblemKind } from '../../src/logprobs/problemKinds'
import { problem } from '../../src/logprobs/problems'
import { Stream } from '../../src/random/streams'
import { expectAccessible } from '../axe'
import { drop } from '../drop'
import { expect, test } from '../page'

/** The tab for a person's own files, as a person handles it. */
class FilesView {
  readonly title: Locator
  readonly summary: Locator
  readonly refused: Locator
  readonly field: Locator

  constructor(readonly page: Page) {
    this.title = page.getByRole('region', { name: 'Picks' }).getByRole('heading')
    this.summary = page.getByRole('region', { name: 'What was read' })
    this.refused = page.getByRole('alert', { name: 'Not read' })
    this.field = page.locator('[data-parameter="N"]').getByRole('textbox')
  }

  async open(): Promise<void> {
    await this.page.goto('./?view=select&panel=files&N=16')
    await expect(this.page.getByText('Nothing leaves this machine')).toBeVisible()
  }

  async choose(...files: string[]): Promise<void> {
    await this.page.getByLabel('Files of log-probabilities').setInputFiles(files)
  }

  async type(N: number): Promise<void> {
    await this.field.fill(String(N))
    await this.field.press('Enter')
  }

  /** The problem whose sentence begins so. */
  problem(beginning: string): Locator {
    return this.page.locator('.problem').filter({ hasText: beginning })
  }

  /** Waits until everything has been resampled, and downloads it. */
  async report(): Promise<SelectionReport> {
    return JSON.parse(String(await this.download('Download report (JSON)')))
  }

  async download(button: string): Promise<Buffer> {
    await expect(this.page.getByRole('button', { name: button })).toBeEnabled({ timeout: 120_000 })
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ])
    return readFile(await download.path())
  }

  async figure(name: string, kind: 'SVG' | 'PNG'): Promise<Buffer> {
    const menu = this.page.locator('.save-menu').filter({ hasText: `“${name}”` })
    await menu.locator('summary').click()
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      menu.getByRole('button', { name: `as ${kind}` }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`coverage-lab ${name}.${kind.toLowerCase()}`)
    return readFile(await download.path())
  }
}

let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coverage-lab-'))
})

test.afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
  return path
}

/** Numbers of the named columns of a simple CSV file, as float32. */
function columnsOf(text: string, wanted: (name: string) => boolean): { names: string[]; columns: Float32Array[] } {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map(line => line.split(','))
  const taken = head.flatMap((name, c) => (wanted(name) ? [c] : []))
  return {
    names: taken.map(c => head[c]),
    columns: taken.map(c => Float32Array.from(lines, line => Number(line[c]))),
  }
}

/** What the reader says of one oddity of a kind. */
function said(kind: ProblemKind, options: ReadOptions = {}): string {
  return problem(kind, 1, [], chosen(options)).sentence
}

const shares = (matrix: readonly ArrayLike<number>[]) => matrix.map(row => Array.from(row))

test('the example is read, compared, and saved', async ({ page }) => {
  const view = new FilesView(page)
  await view.open()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try the example' }).click()
  await expect(view.title).toContainText('of resamples')

  const text = await readFile(join(import.meta.dirname, '../../public/examples/graph-two-rules.csv'), 'utf8')
  const { names, columns } = columnsOf(text, name => name.startsWith('step'))
  const rows = columns[0].length
  await expect(view.summary.getByRole('heading')).toHaveText(
    `graph-two-rules.csv: ${names.length} candidates, ${rows} rows, teacher: yes, 2 groups, no lengths`,
  )

  // At another N the picks are those of the plain tournament over the file's own numbers.
  await view.type(3)
  await expect(view.title).toContainText('At N = 3 ')
  await expect(view.title).toContainText('of resamples')
  const expected = tournament(columns, null, 3)
  const pick = names[expected.winners[0]]
  await expect(view.title).toContainText(`the tournament takes ${pick}`)
  const report = await view.report()
  expect(report.format).toBe('coverage-lab/selection@1')
  expect(report.candidates).toEqual(names)
  expect(report.picks.N).toBe(3)
  expect(shares(report.pairwise)).toEqual(shares(expected.pairwise))
  expect(report.picks.tournament?.picks).toEqual(expected.winners.map(i => names[i]))
  const crossEntropy = columns.map(column => -column.reduce((sum, value) => sum + value, 0) / rows)
  report.all.crossEntropy.forEach((value, i) => {
    expect(value).toBeCloseTo(crossEntropy[i], 5)
  })
  const share = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 }).format(
    100 * report.picks.tournament!.sure,
  )
  await expect(view.title).toHaveText(new RegExp(`holds in ${share.replace('.', '\\.')}\\s%`))
  expect(String(await view.download('Picks and curves (CSV)'))).toContain(`pairwise,,${names[0]},${names[1]},3,`)

  // The table beside the matrix has the same numbers, and so has the cell that the keys lead to.
  const matrix = page.getByRole('figure').filter({ has: page.getByRole('region', { name: 'Matrix of all pairs' }) })
  await matrix.getByText('Show as table').click()
  const cells = await matrix.locator('tbody tr').first().locator('td').allTextContents()
  expect(cells.slice(1, -1).map(Number)).toEqual(
    Array.from(expected.pairwise[0].slice(1), value => Number(value.toPrecision(3))),
  )
  const cellNames = page.getByLabel('Candidate that is judged')
  await cellNames.selectOption(names[0])
  await page.getByLabel('Candidate that judges').selectOption(names[1])
  await matrix.getByRole('region', { name: 'Matrix of all pairs' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // The diagonal is leapt over.
  await expect(cellNames.locator('option:checked')).toHaveText(names[2])

  // N can be taken hold of in every figure over N.
  await page.getByRole('slider', { name: 'N, on the plot of worst cases' }).focus()
  await page.keyboard.press('End')
  await expect(view.field).toHaveValue('1000000')
  await expect(page).toHaveURL(/N=1000000/)

  const svg = String(await view.figure('worst-cases', 'SVG'))
  const drawn = await page.evaluate(source => {
    const image = new DOMParser().parseFromString(source, 'image/svg+xml')
    return {
      failed: image.querySelector('parsererror') !== null,
      title: image.querySelector('title')?.textContent,
      texts: [...image.querySelectorAll('text')].map(({ textContent }) => textContent),
      paths: image.querySelectorAll('path').length,
      scripted: image.querySelector('[style], [class], script, foreignObject') !== null,
    }
  }, svg)
  expect(drawn).toMatchObject({ failed: false, scripted: false })
  expect(drawn.title).toContain('At N = 1,000,000')
  expect(drawn.texts).toEqual(expect.arrayContaining([names[0], '1,048,576']))
  expect(drawn.paths).toBeGreaterThan(names.length - 1)
  expect(svg).not.toMatch(/var\(|color-mix|oklab/)
  const png = await view.figure('matrix', 'PNG')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  // Twice as many pixels as the figure has on the page, and a margin.
  const { width } = (await matrix.boundingBox())!
  expect(png.readUInt32BE(16)).toBe(2 * Math.ceil(width + 28))

  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})

const ODD = `id,group,teacher,a,b,tokens
1,x,-1,-2,-1,3
2,x,-1,,-9,3
3,x,-1,abc,-8,3
4,y,-1,NaN,-7,3
5,y,-1,-inf,-2,3
6,y,-1,-3,0.5,3
6,y,-1,-3,-1,3
7,y,-1,-3
8,y,-1,-5,-1,-4
9,y,-1,-4,-4,2
`

test('whatever is odd is said, and a choice changes the numbers', async ({ page }) => {
  const view = new FilesView(page)
  await view.open()
  await view.choose(await file('odd.csv', ODD))
  await expect(view.title).toContainText('of resamples')
  for (const kind of [
    'missing',
    'unparsable',
    'nan',
    'minus-infinity',
    'positive',
    'bad-length',
    'too-few-fields',
    'duplicates',
  ] as const) {
    await expect(view.problem(said(kind))).toBeVisible()
  }
  const missing = view.problem(said('missing'))
  await missing.locator('summary').click()
  await expect(missing.getByRole('listitem')).toHaveText('line 3 of odd.csv, column a')
  await expect(view.summary).toContainText('3 values of a are missing. 3 of 8 rows are left out.')
  expect((await view.report()).rows).toMatchObject({ read: 8, leftOut: 3 })

  // Reading again: the later of the two rows with one id.
  await view.problem(said('duplicates')).getByRole('combobox').selectOption('keep all')
  await expect(view.problem(said('duplicates', { duplicates: 'all' }))).toBeVisible()
  expect((await view.report()).rows.read).toBe(9)

  // Comparing again: gaps as probability 0.
  await page.getByRole('radio', { name: 'probability 0' }).check()
  await expect(view.summary).toContainText('each counts as probability 0')
  const zero = await view.report()
  expect(zero).toMatchObject({ gaps: 'zero', rows: { read: 9, leftOut: 0 } })
  const a = Float32Array.of(-2, -1 / 0, -1 / 0, -1 / 0, -1 / 0, -3, -3, -5, -4)
  const b = Float32Array.of(-1, -9, -8, -7, -2, 0.5, -1, -1, -4)
  const expected = (base: number) =>
    tournament(
      [a, b].map(column => column.map(value => value * Math.log(base))),
      null,
      16,
    )
  expect(shares(zero.pairwise)).toEqual(shares(expected(Math.E).pairwise))

  // The base of the logarithms.
  await page.getByRole('radio', { name: '10', exact: true }).check()
  await expect(page.getByText('still answers the settings before')).toHaveCount(0)
  const decimal = await view.report()
  expect(decimal.reading.base).toBe('10')
  expect(shares(decimal.pairwise)).toEqual(shares(expected(10).pairwise))
  expect(decimal.pairwise).not.toEqual(zero.pairwise)

  // Means per token: one row has no length, which only now matters.
  const lengthless = view.problem('Means per token need the tokens of each response')
  await expect(lengthless).toHaveCount(0)
  await page.getByRole('radio', { name: 'means per token' }).check()
  await expect(lengthless).toBeVisible()
  const means = await view.report()
  expect(means.reading.scale).toBe('mean')
  // Without a length the teacher has no value, so the row is left out.
  expect(means.rows).toMatchObject({ read: 9, leftOut: 1 })
  const tokens = [3, 3, 3, 3, 3, 3, 3, 2]
  const sums = [a, b].map(column => column.filter((_, k) => k !== 7).map((value, k) => value * tokens[k] * Math.LN10))
  expect(shares(means.pairwise)).toEqual(shares(tournament(sums, null, 16).pairwise))
  await page.getByRole('radio', { name: 'sums' }).check()

  // A column read as something else.
  await page.getByText('Columns: 6').click()
  await page.getByLabel('Role of the column b').selectOption('not used')
  await expect(view.summary.getByRole('heading')).toContainText('1 candidate,')
  await page.getByLabel('Role of the column b').selectOption('candidate')
  await expect(view.summary.getByRole('heading')).toContainText('2 candidates,')

  // What cannot be compared is said, and the numbers from before are marked as such.
  await page.getByLabel('Role of the column tokens').selectOption('not used')
  await expect(view.summary.getByRole('heading')).toContainText('no lengths')
  await page.getByRole('radio', { name: 'means per token' }).check()
  await expect(page.getByText('the table has no column of lengths')).toBeVisible()
  await expect(page.getByText('still answers the settings before')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Download report (JSON)' })).toBeDisabled()
})

test('logs of lm-evaluation-harness are joined on their documents', async ({ page }) => {
  const line = (id: number, logProb: number, filter = 'none') =>
    JSON.stringify({
      doc_id: id,
      doc: { text: `t${id}` },
      target: ' yes',
      arguments: { gen_args_0: { arg_0: `t${id}`, arg_1: ' yes' } },
      resps: [[[String(logProb), 'False']]],
      filtered_resps: [[String(logProb), 'False']],
      filter,
      doc_hash: `h${id}`,
    })
  const name = (model: string) => `logs/${model}/samples_lambada_2025-01-02T03-04-05.000001.jsonl`
  await file(name('early'), [0, 1, 2, 3].map(id => line(id, -4 - id)).join('\n'))
  await file(name('late'), [3, 1, 2].flatMap(id => [line(id, -1), line(id, -1, 'other')]).join('\n'))
  await file('logs/notes.md', 'not a log')

  const view = new FilesView(page)
  await view.open()
  await page.getByLabel('A folder of log-probabilities').setInputFiles(join(folder, 'logs'))
  await expect(view.title).toContainText('the tournament takes late')
  await expect(view.problem('1 other file of the folder')).toContainText('logs/notes.md')
  await expect(page.getByLabel('Documents that some files lack')).toHaveValue('gaps')
  await expect(page.getByLabel('Filter', { exact: true })).toHaveValue('none')
  const report = await view.report()
  expect(report.candidates).toEqual(['early', 'late'])
  expect(report.rows).toMatchObject({ read: 4, leftOut: 1 })
  const expected = tournament([Float32Array.of(-5, -6, -7), Float32Array.of(-1, -1, -1)], null, 16)
  expect(shares(report.pairwise)).toEqual(shares(expected.pairwise))

  await page.getByText('Logs: 2').click()
  await page.getByLabel(/^Candidate of the log .*late/).fill('the last one')
  await page.keyboard.press('Enter')
  await expect(view.title).toContainText('the tournament takes the last one')
})

test('a malformed file is refused, and what was there stays', async ({ page }) => {
  const view = new FilesView(page)
  await view.open()
  await view.choose(await file('malformed.csv', '1,2\n3,4\n'))
  await expect(view.refused).toContainText('malformed.csv was not read')
  await expect(view.refused).toContainText(said('no-header'))
  await view.refused.getByRole('button', { name: 'Dismiss' }).click()
  await view.choose(await file('good.csv', 'a,b\n-1,-9\n-1,-9\n'))
  await expect(view.title).toContainText('the tournament takes a')
  await view.choose(await file('no-numbers.csv', 'id,prompt\n1,x\n'))
  await expect(view.refused).toContainText('no-numbers.csv was not read; what was opened before is kept')
  await expect(view.refused).toContainText(said('no-candidates'))
  await expect(view.title).toContainText('the tournament takes a')
  await expectAccessible(page)

  // Files can be dropped anywhere on the page, too.
  expect(await drop(page, 'header', 'dropped.csv', 'c,d\n-9,-1\n')).toEqual({ dragover: true, drop: true })
  await expect(view.summary.getByRole('heading')).toContainText('dropped.csv: 2 candidates')
  await expect(view.title).toContainText('the tournament takes d')
  await expect(view.refused).toHaveCount(0)

  // Where nothing takes files, the browser does not leave the page for them.
  await page.getByRole('tab', { name: 'Best-of-N' }).click()
  for (const place of ['header', '[role=tablist]', 'main']) {
    expect(await drop(page, place, 'stray.csv', 'e,f\n-1,-9\n')).toEqual({ dragover: true, drop: true })
  }
  await page.getByRole('tab', { name: 'Your files' }).click()
  await expect(view.summary.getByRole('heading')).toContainText('dropped.csv: 2 candidates')
})

/** Candidates and rows of the large file. */
const LARGE = { candidates: 30, rows: 200_000, groups: 10 } as const

/** Writes the large file, and gives back what is in it. */
async function writeLarge(path: string): Promise<Float32Array[]> {
  const stream = new Stream(7, 'data')
  const columns = Array.from({ length: LARGE.candidates }, () => new Float32Array(LARGE.rows))
  const out = createWriteStream(path)
  const names = columns.map((_, i) => `step-${i}`)
  out.write(`id,group,${names.join(',')}\n`)
  for (let k = 0; k < LARGE.rows; k++) {
    const base = -20 - 60 * stream.uniform(0, k, 0)
    const cells = columns.map((column, i) => {
      const cell = (base - Math.abs(i - 17) * stream.uniform(1, k, i)).toFixed(5)
      column[k] = Number(cell)
      return cell
    })
    if (!out.write(`${k},g${k % LARGE.groups},${cells.join(',')}\n`))
      await new Promise<void>(resolve => out.once('drain', resolve))
  }
  await new Promise<void>(resolve => out.end(() => resolve()))
  return columns
}

test('the page stays usable while 200,000 rows are read and compared, and both can be cancelled', async ({ page }) => {
  const path = join(folder, 'large.csv')
  const columns = await writeLarge(path)
  const view = new FilesView(page)
  await view.open()
  await page.getByRole('button', { name: 'Try the example' }).click()
  await expect(view.title).toContainText('of resamples')

  const reading = page.getByRole('progressbar', { name: 'Progress of the reading' })
  await view.choose(path)
  await expect(reading).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(reading).toHaveCount(0)
  await expect(page.getByText('Reading was cancelled; what was read before is kept.').last()).toBeVisible()
  await expect(view.summary.getByRole('heading')).toContainText('graph-two-rules.csv')

  // Each N is answered by the title and by the address while the work goes on.
  await view.choose(path)
  await expect(reading).toBeVisible()
  const answered = { reading: 0, analysing: 0 }
  for (let k = 1; ; k = (k % 9) + 1) {
    await view.type(2 ** k)
    await expect(view.title).toContainText(`At N = ${2 ** k} `)
    await expect(page).toHaveURL(k === 4 ? /panel=files$/ : new RegExp(`N=${2 ** k}&`))
    // Where a stage is over, the answer may have come after it.
    if (await reading.isVisible()) answered.reading++
    else if (await page.getByRole('progressbar', { name: 'Progress of the analysis' }).isVisible()) answered.analysing++
    else break
  }
  console.log(`Answers while 200,000 rows were read: ${answered.reading}, compared: ${answered.analysing}`)
  expect(answered.reading).toBeGreaterThan(0)
  expect(answered.reading + answered.analysing).toBeGreaterThan(1)
  await expect(view.summary.getByRole('heading')).toContainText('large.csv: 30 candidates, 200,000 rows')
  await view.type(16)
  const report = await view.report()
  const expected = tournament(columns, null, 16)
  expect(report.rows).toMatchObject({ read: LARGE.rows, leftOut: 0 })
  expect(shares(report.pairwise)).toEqual(shares(expected.pairwise))
  expect(report.picks.tournament?.picks).toEqual(expected.winners.map(i => `step-${i}`))
  expect(report.groups).toHaveLength(LARGE.groups)
  expect(report.groups.map(({ rows }) => rows.read)).toEqual(Array(LARGE.groups).fill(LARGE.rows / LARGE.groups))
})
