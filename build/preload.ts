import type { Plugin } from 'vite'

/** Parts that the page asks for as soon as its own code runs. */
const AT_ONCE: readonly string[] = ['DrawnPlot']

/** Has the browser load, beside the page's own code, what that code is known to ask for at once. */
export function preload(): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter(({ type }) => type === 'chunk')
        const wanted = chunks.filter(({ name }) => AT_ONCE.includes(name ?? ''))
        const files = new Set(
          wanted.flatMap(chunk => (chunk.type === 'chunk' ? [chunk.fileName, ...chunk.imports] : [])),
        )
        return [...files]
          .filter(file => !html.includes(file))
          .map(file => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head',
          }))
      },
    },
  }
}
