import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { strayWords } from './words'

const ROOT = resolve(import.meta.dirname, '..')

/** Parts of src/app/ whose words have still to move to src/text/. Nothing is ever added. */
const NOT_MOVED = ['controls/', 'header/', 'transport/', 'explore/', 'charts/', 'pictures/']

const files = readdirSync(join(ROOT, 'src/app'), { recursive: true, encoding: 'utf8' })
  .map(file => `src/app/${file.replaceAll('\\', '/')}`)
  .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .sort()

const wordsIn = (file: string) => strayWords(file, readFileSync(join(ROOT, file), 'utf8'))
const isMoved = (file: string) => !NOT_MOVED.some(part => file.startsWith(`src/app/${part}`))

describe('the words of the page', () => {
  it('are all in src/text/', () => {
    const moved = files.filter(isMoved)
    expect(moved.length).toBeGreaterThan(80)
    expect(moved.flatMap(wordsIn).map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([])
  })

  it('are excused only where some are left', () => {
    const left = NOT_MOVED.filter(part =>
      files.some(file => file.startsWith(`src/app/${part}`) && wordsIn(file).length > 0),
    )
    expect(left).toEqual(NOT_MOVED)
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
