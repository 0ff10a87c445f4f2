import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SHIPPED } from '../cli/platform'
import type { ExperimentConfig } from '../src/config/config'
import { encodeLink } from '../src/config/link'
import { encodeCheckpoint } from '../src/engine/checkpointFile'
import { MANIFEST, type ShippedFile, sha256 } from '../src/engine/shipped'

/**
 * Puts parameters where the lab finds them, and their entry into the list; the other entries stay.
 * @param config of the run that trained them, as its link says it
 */
export async function ship(name: string, config: ExperimentConfig, theta: Float32Array, step: number): Promise<void> {
  const bytes = encodeCheckpoint({ config, theta, step, changes: [], origin: null })
  const file = `${name}.safetensors`
  const entry: ShippedFile = {
    file,
    sha256: await sha256(bytes),
    bytes: bytes.length,
    link: `?${encodeLink(config)}`,
    seed: config.values.seed,
    steps: step,
    parameters: theta.length,
  }
  mkdirSync(SHIPPED, { recursive: true })
  writeFileSync(join(SHIPPED, file), bytes)
  const list = join(SHIPPED, MANIFEST)
  const listed = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {}
  writeFileSync(list, `${JSON.stringify({ ...listed, [name]: entry }, null, 2)}\n`)
  console.log(`${join(SHIPPED, file)}: step ${step}, ${bytes.length} bytes`)
}
