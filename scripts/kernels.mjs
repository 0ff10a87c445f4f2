import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Builds src/kernels/wasm/built/ of the AssemblyScript in src/kernels/wasm/assembly/. The compiler is fetched for this and
 * is no dependency: only who changes the kernels needs it.
 */
export const COMPILER = 'assemblyscript@0.28.20'

const ROOM = resolve(import.meta.dirname, '../src/kernels/wasm')
const SOURCES = join(ROOM, 'assembly')

/** What engines must have, by module: those with relaxed SIMD multiply and add in one. */
const FEATURES = { simd: ['simd'], relaxed: ['simd', 'relaxed-simd'] }

/** SHA-256, in hexadecimal digits. */
export function hash(/** @type {string | Uint8Array} */ content) {
  return createHash('sha256').update(content).digest('hex')
}

/** Of the compiler and every source. */
export function hashOfSources() {
  const files = readdirSync(SOURCES).sort()
  const texts = files.map(file => `${file}\n${readFileSync(join(SOURCES, file), 'utf8').replaceAll('\r\n', '\n')}`)
  return hash([COMPILER, ...texts].join('\n'))
}

function build(/** @type {string} */ name, /** @type {string[]} */ features) {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'))
  try {
    const out = join(folder, 'kernels.wasm')
    const enabled = features.flatMap(feature => ['--enable', feature])
    const options = ['-O3', ...enabled, '--runtime', 'stub', '--noAssert', '--use', 'abort=']
    const call = ['--yes', '-p', COMPILER, 'asc', join(SOURCES, 'index.ts'), '-o', out, ...options]
    const { status } = spawnSync('npx', call, { stdio: 'inherit', shell: process.platform === 'win32' })
    if (status !== 0) process.exit(status ?? 1)
    const module = readFileSync(out)
    const lines = [
      '// Built of assembly/ by `npm run kernels`; not to be edited.',
      `export const SOURCES_HASH = '${hashOfSources()}'`,
      `export const MODULE_HASH = '${hash(module)}'`,
      `export const MODULE = '${module.toString('base64')}'`,
    ]
    writeFileSync(join(ROOM, 'built', `${name}.ts`), `${lines.join('\n')}\n`)
    console.log(`${name}: ${module.length} bytes`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, features] of Object.entries(FEATURES)) build(name, features)
}
