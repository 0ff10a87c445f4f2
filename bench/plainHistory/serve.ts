import { join } from 'node:path'
import { build, type PreviewServer, preview } from 'vite'

const ROOT = import.meta.dirname
const BUILT = join(ROOT, '../../.cache/plainHistory')

/** The yardstick of main.tsx, built as the page is. */
export async function servePlainHistory(): Promise<PreviewServer> {
  const common = { root: ROOT, configFile: false, base: './', logLevel: 'error' } as const
  await build({ ...common, build: { outDir: BUILT, emptyOutDir: true } })
  return preview({ ...common, build: { outDir: BUILT }, preview: { port: 4398 } })
}
