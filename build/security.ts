import type { Plugin } from 'vite'

/**
 * The Content-Security-Policy of the lab: everything from the page's own folder, no inline script, no eval. WebAssembly may
 * be compiled, which is all that TensorFlow.js needs; its threads are started from files (see threads.ts), so that no
 * `blob:` is needed.
 */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

export const POLICY = Object.entries(DIRECTIVES)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')

/** Without these two a page is not cross-origin isolated, and WebAssembly has no threads. */
export const ISOLATION: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** What a server should send with every file; a worker obeys only the headers of its own file, never the page's policy. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  ...ISOLATION,
  // A page that is isolated itself may show the lab in a frame only so; no policy of ours names who may.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** The same headers as the `_headers` file that several static hosts read. */
function headersFile(): string {
  const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`)
  return `/*\n${lines.join('\n')}\n`
}

/**
 * Puts the policy into the built page as a meta element, for hosts that send no headers, writes `_headers` beside it for
 * those that can, and has `vite preview` send the headers with every response, errors included.
 */
export function security(): Plugin {
  return {
    name: 'security',
    apply: (_, { command, isPreview }) => command === 'build' || isPreview === true,
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() })
    },
    configurePreviewServer(server) {
      server.middlewares.use((_, response, next) => {
        for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
        next()
      })
    },
  }
}
