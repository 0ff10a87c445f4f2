import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Lesson } from '../config/lesson/lesson'
import type { GlossaryEntry } from './glossary'

/** The modules of the text as a page of a language loads them. */
async function inLanguage(lang: string) {
  vi.resetModules()
  vi.stubGlobal('document', { documentElement: { lang } })
  return import('./language')
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('the language of the page', () => {
  it('is English unless a translation was given', async () => {
    const { words } = await inLanguage('en')
    const english = { save: 'Save', runs: (n: number) => `${n} runs` }
    expect(words('test', english)).toBe(english)
  })

  it('takes an area’s words from its translation, and the others as they are', async () => {
    const { translate, words } = await inLanguage('de')
    const english = { save: 'Save', runs: (n: number) => `${n} runs`, kinds: { all: 'all' } }
    translate<typeof english>('test', { save: 'Sichern', runs: n => `${n} Läufe`, kinds: { all: 'alle' } })
    const said = words('test', english)
    expect([said.save, said.runs(3), said.kinds.all]).toEqual(['Sichern', '3 Läufe', 'alle'])
    expect(words('another', english).save).toBe('Save')
  })

  it('takes lessons and the glossary as whole documents', async () => {
    const { translate } = await inLanguage('de')
    const { meanAndTail } = await import('./lessons/meanAndTail')
    translate<Lesson>('lessons/mean-and-tail', { ...meanAndTail, title: 'Mittel und Rand' })
    translate<readonly GlossaryEntry[]>('glossary', [{ id: 'kl', term: 'KL-Divergenz', meaning: 'Ein Maß.' }])
    const { LESSONS } = await import('./lessons/registry')
    const titles = await Promise.all(LESSONS.slice(0, 2).map(async ({ load }) => (await load()).title))
    expect(titles).toEqual(['Mittel und Rand', expect.stringContaining('Best')])
    expect((await import('./glossary')).GLOSSARY.map(({ term }) => term)).toEqual(['KL-Divergenz'])
  })

  it('is missing in no module that the list above `words` does not name', () => {
    const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
    const [list] = read('language.ts').split('*/')
    const modules = readdirSync(new URL('.', import.meta.url)).filter(file => /(?<!\.test)\.ts$/.test(file))
    const without = modules.filter(file => !/\b(words|translated)[(<]/.test(read(file)))
    expect(without.length).toBeGreaterThan(5)
    for (const file of without) expect(list, file).toMatch(new RegExp(`\\b${file.replace('.ts', '')}\\b`))
  })

  it('writes numbers as that language does', async () => {
    await inLanguage('de')
    const { formatNumber, formatPercent, subscript } = await import('./format')
    expect([formatNumber(0.25), formatNumber(1024), formatPercent(0.061), subscript(1024)]).toEqual([
      '0,25',
      '1.024',
      '6,1 %',
      '₁₀₂₄',
    ])
  })

  it('brackets every string in the pseudo-language, however it comes about', async () => {
    await inLanguage('en-XA')
    const { checkpointsText } = await import('./select/checkpoints')
    expect(checkpointsText.picks.kl).toBe('⟦Least KL⟧')
    expect(checkpointsText.comparedInWords(2, 2, 'models')).toBe('⟦All 2 models are compared.⟧')
    expect(checkpointsText.matrixHead(4)).toContain('⟦Cov at N = 4⟧')
  })
})
