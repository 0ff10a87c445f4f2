import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** The classes that a style sheet speaks of. */
function classesIn(sheet: string): string[] {
  const rules = sheet.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}')
  return Array.from(rules.matchAll(/\.([a-z][\w-]*)/gi), ([, name]) => name)
}

test('no rule of ours reaches into a typeset formula', () => {
  const theirs = new Set(
    classesIn(readFileSync(createRequire(import.meta.url).resolve('katex/dist/katex.css'), 'utf8')),
  )
  // The whole of a formula, which lessons place and size.
  for (const whole of ['katex', 'katex-display']) expect(theirs.delete(whole)).toBe(true)
  const ours = readdirSync(FOLDER)
    .filter(name => name.endsWith('.css'))
    .flatMap(name => classesIn(readFileSync(FOLDER + name, 'utf8')))
  expect(ours.length).toBeGreaterThan(100)
  expect([...new Set(ours)].filter(name => theirs.has(name))).toEqual([])
})
