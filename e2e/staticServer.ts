import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

const DIST = join(import.meta.dirname, '..', 'dist')

/** The plainest of hosts: the built page in a folder of it, and no header but the type of a file. */
export class StaticServer {
  private constructor(
    private readonly server: Server,
    /** Address of the page's folder. */
    readonly home: string,
  ) {}

  /** @param change what a file is sent as instead, by its path in the page's folder; null for no such file */
  static async start(
    change: (path: string, text: () => string) => string | null = (_, text) => text(),
  ): Promise<StaticServer> {
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url!, 'http://localhost')
      const path = pathname.startsWith(FOLDER) ? normalize(pathname.slice(FOLDER.length) || 'index.html') : '..'
      try {
        if (path.startsWith('..')) throw new Error('outside')
        const content = await readFile(join(DIST, path))
        const text = content.toString('utf8')
        const changed = change(path, () => text)
        if (changed === null) throw new Error('gone')
        response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream')
        response.end(changed === text ? content : changed)
      } catch {
        response.writeHead(404).end()
      }
    })
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
    const { port } = server.address() as AddressInfo
    return new StaticServer(server, `http://localhost:${port}${FOLDER}`)
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
  }
}

const FOLDER = '/some/folder/'
