import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Compiles every AssemblyScript source of src/kernels/wasm/assembly to a module of its own in src/kernels/wasm/built, which is
 * committed: a clone needs no compiler. Run by `npm run kernels` after a source has changed; a test says so if it was not.
 */

const COMPILER = 'assemblyscript@0.28.20'
const OPTIONS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--initialMemory', '1']

const ROOM = join(import.meta.dirname, '..', 'src', 'kernels', 'wasm')
const SOURCES = join(ROOM, 'assembly')

/** @param {string | Uint8Array} data */
const sha256 = data => createHash('sha256').update(data).digest('hex')

const folder = mkdtempSync(join(tmpdir(), 'coverage-lab-'))
try {
  for (const file of readdirSync(SOURCES)) {
    const source = join(SOURCES, file)
    const out = join(folder, `${file}.wasm`)
    const call = ['--yes', '-p', COMPILER, 'asc', source, '--outFile', out, ...OPTIONS]
    execFileSync('npx', call, { stdio: 'inherit', shell: process.platform === 'win32' })
    const built = readFileSync(out)
    const text = [
      `// Made by scripts/kernels.mjs from ../assembly/${file} with ${COMPILER}.`,
      `export const source = '${sha256(readFileSync(source, 'utf8'))}'`,
      `export const sha256 = '${sha256(built)}'`,
      `export const base64 =`,
      `  '${built.toString('base64')}'`,
      '',
    ]
    writeFileSync(join(ROOM, 'built', file), text.join('\n'))
    console.log(`${file}: ${built.length.toLocaleString('en-US')} bytes`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
