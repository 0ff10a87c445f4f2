import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** Older versions lack parts of WebGPU that the tests look at. */
const OLDEST = 140

const ADVICE = `The browser tests need Chromium or Chrome, version ${OLDEST} or later: install one (on Debian, as root: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium), or set CHROMIUM_PATH to the one to use.`

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome']

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const PLACES = {
  darwin: ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap(folder => [
    `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
  ]),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(name =>
    join(process.env[name] ?? '', 'Google\\Chrome\\Application\\chrome.exe'),
  ),
  linux: ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/snap/bin/chromium'],
}

/**
 * A Chromium for the browser tests: the one that CHROMIUM_PATH names, else an installed one, else Playwright's own. Never
 * the headless shell, which has no WebGPU.
 *
 * @returns {string | null} its path, or null where there is none
 * @throws {Error} if CHROMIUM_PATH names something else
 */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`)
  }
  return candidates().find(works) ?? null
}

/**
 * As `findBrowser`, but installs a Chromium where there is none.
 *
 * @returns {string} its path
 * @throws {Error} with a sentence that says what to do, if none could be installed
 */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  for (const install of installers()) {
    console.log(`No Chromium found; installing one: ${install}`)
    spawnSync(install, { shell: true, stdio: 'inherit', timeout: 10 * 60_000 })
    const installed = findBrowser()
    if (installed) return installed
  }
  throw new Error(ADVICE)
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const inPath = process.platform === 'win32' ? [] : NAMES.flatMap(name => folders.map(folder => join(folder, name)))
  const all = [...inPath, ...(PLACES[process.platform] ?? []), chromium.executablePath()]
  return all.filter(path => existsSync(path) && !/headless[-_]shell/.test(path))
}

/** Whether it starts: some systems put a note under a browser's name that only says how to install it. */
function works(/** @type {string} */ path) {
  // On Windows it opens a window instead of printing its version.
  if (process.platform === 'win32') return true
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 })
  const version = /Chrom(?:e|ium)\D*(\d+)\./.exec(stdout ?? '')
  return version !== null && Number(version[1]) >= OLDEST
}

function installers() {
  const root = process.getuid?.() === 0
  const playwright = 'npx playwright install --no-shell chromium'
  if (!root) return [playwright]
  const apt = 'apt-get update && apt-get install -y chromium'
  return [...(onDebian() ? [apt] : []), `${playwright} --with-deps`]
}

function onDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
