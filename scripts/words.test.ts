import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { strayWords } from './words'

const ROOT = resolve(import.meta.dirname, '..')

const files = readdirSync(join(ROOT, 'src/app'), { recursive: true, encoding: 'utf8' })
  .map(file => `src/app/${file.replaceAll('\\', '/')}`)
  .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .sort()

const wordsIn = (file: string) => strayWords(file, readFileSync(join(ROOT, file), 'utf8'))

describe('the words of the page', () => {
  it('are all in src/text/', () => {
    expect(files.length).toBeGreaterThan(150)
    expect(files.flatMap(wordsIn).map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([])
  })

  it('are caught wherever they can be planted', () => {
    const planted = `
      import { words } from 'Not these words'
      type Kind = 'Neither is this'
      const KINDS = { first: 'One of them', second: 'two' }
      const NAME = 'Lonely'
      const said = (n: number) => \`All of \${n} runs\`
      export function Planted({ open, kind, n }: { open: boolean; kind: Kind; n: number }) {
        if (kind === 'Neither is this' || said(n).startsWith('All of')) return null
        return (
          <section className={\`panel is-\${kind}\`} aria-label="Planted here" id="not me" onKeyDown={({ key }) => key === 'Enter'}>
            <p title={open ? 'it is open' : KINDS.first}>Some text, N × 2</p>
            <Chart caption={\`\${n} nats\`} name="step" values={['linear', 'log']} />
            {open && 'ready'} {open ? 'yes' : <b>no</b>} {NAME}
            <var>N</var> = {n} ×
          </section>
        )
      }`
    expect(strayWords('Planted.tsx', planted).map(({ text }) => text)).toEqual([
      'One of them',
      'Lonely',
      'All of … runs',
      'Planted here',
      'it is open',
      'Some text, N × 2',
      '… nats',
      'ready',
      'yes',
      'no',
    ])
  })
})
