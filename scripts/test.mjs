import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBrowser } from './browser.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const REPORTS = join(ROOT, '.cache', 'reports')
const UNIT_REPORT = join(REPORTS, 'unit.json')
const BROWSER_REPORT = join(REPORTS, 'browser.json')

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {Count & { name: string, seconds: number, note: string }} Result
 * @typedef {{ name: string, command: string, count?: () => Count, environment?: () => Record<string, string> }} Step
 */

/** @type {Step[]} */
const STEPS = [
  { name: 'types', command: 'tsc --noEmit' },
  { name: 'lint', command: 'biome check .' },
  { name: 'folder order', command: 'depcruise src cli --config .dependency-cruiser.cjs' },
  {
    name: 'unit tests',
    command: `vitest run --reporter=default --reporter=json --outputFile.json="${UNIT_REPORT}"`,
    count: unitCount,
  },
  { name: 'build', command: 'vite build --logLevel warn' },
  {
    name: 'browser tests',
    command: 'playwright test --reporter=list,json',
    count: browserCount,
    environment: () => ({ CHROMIUM_PATH: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT }),
  },
]

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

/** @type {Result[]} */
const results = []
for (const step of STEPS) {
  const unbuilt = step.name === 'browser tests' && results.some(({ name, failed }) => name === 'build' && failed > 0)
  results.push(unbuilt ? { ...failure(step.name), note: 'not run: there is no build' } : await take(step))
}
report(results)

/** @returns {Promise<Result>} */
async function take(/** @type {Step} */ { name, command, count, environment }) {
  console.log(`\n── ${name} ──`)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  try {
    const passed = await run(command, environment?.() ?? {})
    const counted = count?.() ?? { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
    // A runner can fail as a whole, with no test failing; and no test at all is no success.
    if (counted.failed === 0 && (!passed || counted.passed === 0)) counted.failed = 1
    return { name, ...counted, seconds: seconds(), note: '' }
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error)
    console.error(note)
    return { ...failure(name), seconds: seconds(), note }
  }
}

/** @returns {Result} */
function failure(/** @type {string} */ name) {
  return { name, passed: 0, failed: 1, skipped: 0, seconds: 0, note: '' }
}

/** @returns {Promise<boolean>} whether it exits with 0 */
function run(/** @type {string} */ command, /** @type {Record<string, string>} */ environment) {
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
  const env = { ...process.env, ...environment, PATH: path }
  return new Promise(resolve => {
    const child = spawn(command, { cwd: ROOT, env, shell: true, stdio: 'inherit' })
    child.on('error', () => resolve(false))
    child.on('close', code => resolve(code === 0))
  })
}

/** @returns {Count} */
function unitCount() {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = read(UNIT_REPORT)
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

/** @returns {Count} */
function browserCount() {
  const { expected, unexpected, flaky, skipped } = read(BROWSER_REPORT).stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

function read(/** @type {string} */ file) {
  if (!existsSync(file)) throw new Error('The tests ended before they could be counted.')
  return JSON.parse(readFileSync(file, 'utf8'))
}

function report(/** @type {Result[]} */ all) {
  const total = (/** @type {'passed' | 'failed'} */ key) => all.reduce((sum, result) => sum + result[key], 0)
  console.log(`\n${'step'.padEnd(16)}${['passed', 'failed', 'skipped', 'seconds'].map(pad).join('')}`)
  for (const { name, passed, failed, skipped, seconds, note } of all) {
    console.log(
      `${name.padEnd(16)}${[passed, failed, skipped, seconds.toFixed(1)].map(pad).join('')}  ${note}`.trimEnd(),
    )
  }
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
  process.exitCode = total('failed') === 0 ? 0 : 1
}

function pad(/** @type {string | number} */ cell) {
  return String(cell).padStart(9)
}
