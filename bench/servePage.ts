import { join } from 'node:path'
import { build, type PreviewServer, preview } from 'vite'

const root = join(import.meta.dirname, '..')
let built: Promise<unknown> | null = null

/** The page, built from the sources as they stand, once for all benchmarks that are run together. */
export async function servePage(port: number): Promise<PreviewServer> {
  built ??= build({ root, logLevel: 'warn' })
  await built
  return preview({ root, preview: { port }, logLevel: 'error' })
}
