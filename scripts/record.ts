import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { nodePlatform } from '../cli/platform'
import { openBackend } from '../src/engine/backend'
import { RECORDED } from '../src/state/recording'
import { recordedRun } from './recording'

/** `npm run record` writes the run that plays while the page's backend starts; a test computes it again and compares. */
const FILE = join(import.meta.dirname, '..', 'public', RECORDED)

await openBackend('wasm', nodePlatform())
const recording = await recordedRun()
const text = JSON.stringify(recording)
mkdirSync(dirname(FILE), { recursive: true })
writeFileSync(FILE, `${text}\n`)
console.log(`${recording.frames.length} moments, ${text.length} bytes, ${gzipSync(text).length} gzipped`)
