import type { Finding } from '../state/shared'
import { captionOf, runInWords } from './share'

const LONG_DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A run as a paragraph cites it: what was found, by what version on what, when, and the link that computes it again. */
export function plainCitation(found: Finding, link: string, date: Date): string {
  const { version, backend } = found
  return `${captionOf(found)} Computed with Coverage Lab ${version} on ${backend}, ${LONG_DATE.format(date)}${changedNote(found)}. ${link}`
}

/** The same as an entry of a BibTeX file. */
export function bibtex(found: Finding, link: string, date: Date): string {
  const { version, backend, run } = found
  const day = date.toISOString().slice(0, 10)
  const fields = {
    title: `{${escaped(`Coverage Lab: ${runInWords(run.config)}`)}}`,
    howpublished: escaped(`Coverage Lab ${version}, computed on ${backend}`),
    year: day.slice(0, 4),
    month: String(Number(day.slice(5, 7))),
    note: escaped(`${captionOf(found)} Computed ${day}${changedNote(found)}`),
    // A link holds no braces, and url = {…} is read as it stands.
    url: link,
  }
  const key = `coverage-lab-${run.config.scenario}-${day}`
  const lines = Object.entries(fields).map(([name, value]) => `  ${name.padEnd(12)} = {${value}},`)
  return `@misc{${key},\n${lines.join('\n')}\n}`
}

/** Such a run is not the one that its link computes. */
function changedNote({ run: { changes, origin } }: Finding): string {
  return [
    ...(changes.length > 0 ? ['settings were changed while it ran'] : []),
    ...(origin ? [`started from ${origin.label}`] : []),
  ]
    .map(part => `; ${part}`)
    .join('')
}

/** Plain text as TeX sets it. */
function escaped(text: string): string {
  const SIGNS: Readonly<Record<string, string>> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  }
  return text.replace(/[\\~^#$%&_{}]/g, sign => SIGNS[sign] ?? `\\${sign}`)
}
