import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build, type Plugin } from 'vite'
import { ISOLATION } from './security.ts'

export const SERVICE_WORKER = 'service-worker.js'
const SOURCE = join(import.meta.dirname, '..', 'src', 'serviceWorker', 'serviceWorker.ts')

/** Read by hosts, or the service worker itself. */
const LEFT_OUT: readonly string[] = ['_headers', SERVICE_WORKER]

/** Every browser that can run the page takes the fonts of formulas as WOFF2. */
const OLDER_FONT = /\.(ttf|woff)$/

interface ListedFile {
  /** Relative to the page's folder. */
  readonly url: string
  /** Null where the name changes with the content. */
  readonly revision: string | null
}

/**
 * Builds the service worker once everything else is there, with a list of all built and public files. All of them, about
 * 8 MB: half of that is what a single run loads anyway, and the checkpoints that ship are 1.3 MB.
 */
export function offline(): Plugin {
  let folder = ''
  return {
    name: 'offline',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = join(root, outDir)
    },
    async closeBundle(error?: Error) {
      if (error) return
      const files = listed(folder)
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          FILES: JSON.stringify(files),
          VERSION: JSON.stringify(hash(JSON.stringify(files))),
          ISOLATION: JSON.stringify(ISOLATION),
          'process.env.NODE_ENV': JSON.stringify('production'),
        },
        build: {
          target: 'es2023',
          outDir: folder,
          emptyOutDir: false,
          rolldownOptions: { input: SOURCE, output: { format: 'iife', entryFileNames: SERVICE_WORKER } },
        },
      })
    },
  }
}

function listed(folder: string): ListedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(url => !LEFT_OUT.includes(url) && !OLDER_FONT.test(url))
    .sort()
    .map(url => ({ url, revision: url.startsWith('assets/') ? null : hash(readFileSync(join(folder, url))) }))
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 20)
}
