import type { Page } from '@playwright/test'
import { build, type PluginOption } from 'vite'

/** A file of a bundle, as a server would send it. */
export interface BundledFile {
  readonly type: string
  readonly body: Buffer
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' }

/**
 * Bundles a module for the browser, in memory.
 * @param plugins of vite's, for the module and whatever it imports
 * @returns its files by name; the module itself, exports and all, is `entry.js`
 */
export async function bundle(entry: string, plugins: PluginOption[] = []): Promise<ReadonlyMap<string, BundledFile>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins,
    worker: { format: 'es' },
    build: {
      write: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        input: { entry },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap(result => ('output' in result ? result.output : []))
  return new Map(
    outputs.map(file => {
      const type = TYPES[file.fileName.split('.').at(-1)!] ?? 'application/octet-stream'
      return [file.fileName, { type, body: Buffer.from(file.type === 'chunk' ? file.code : file.source) }] as const
    }),
  )
}

/** Lets a page of any origin have the files in a folder of its own; every other address there is an empty page. */
export async function serveBundle(
  page: Page,
  folder: string,
  files: ReadonlyMap<string, BundledFile>,
  headers: Record<string, string> = {},
): Promise<void> {
  await page.route(`**/${folder}/**`, route => {
    const file = files.get(route.request().url().split(`/${folder}/`)[1])
    if (file) return route.fulfill({ headers, contentType: file.type, body: file.body })
    return route.fulfill({ headers, contentType: 'text/html', body: `<!doctype html><title>${folder}</title>` })
  })
}
