/**
 * The words of an area in the language of the page: a translation where one was given for it, else English. The page's language is
 * the `lang` of its html element, which is settled before anything is drawn.
 *
 * What a second language has to give, and how:
 * - every `words('area', …)` in this folder: `translate<typeof …Text>('area', …)` before the area is loaded;
 * - the entries of the glossary and our lessons, which are whole documents with ids, links and TeX in them: `translate` of the areas
 *   'glossary' and 'lessons/<id>' with the whole translated document (`translated` below);
 * - sentences that are computed by functions of a module rather than of an area: their modules are wrapped into `words('area', …)`
 *   first, then as above. They are citation, coveredPair, datasetSentences, decode, figure1Title, format, growthTitle, looking,
 *   model, passSentences, passTitle, phaseSentence, readout, rulesTitle, runLabel and sentences, and single functions beside the
 *   areas of other modules, such as explore's `spokenMoment`;
 * - what stands in lower folders, which cannot read this one: labels and helps of parameters (config/schema, scenarios), titles of
 *   scenarios and rules, and the sentences of notices and refusals (state, engine, config, logprobs). They need a way of their own.
 */

/** The pseudo-language: every string of the catalogue in brackets, so that one sees what does not come from it. */
const PSEUDO = 'en-XA'

/** Of the page; outside a page it is English. */
const language = globalThis.document?.documentElement.lang || 'en'

/** The locale that numbers are written in. Of English it is the American one, whose numbers have commas between thousands. */
export const NUMBERS: string = language === 'en' || language === PSEUDO ? 'en-US' : language

type Widened<T> = T extends string ? string : T

/** What a translation has to have: the same names, and functions of the same arguments. */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer Args) => infer Said
      ? (...args: Args) => Widened<Said>
      : T[K] extends object
        ? Words<T[K]>
        : T[K]
}

const translations = new Map<string, unknown>()

/**
 * Gives an area's words in the page's language. It has to be called before the area is loaded; what a second language adds to the
 * page calls it, and names the type of the English words: `translate<typeof bestOfNText>('select/best-of-n', { … })`.
 */
export function translate<T>(area: string, words: Words<T>): void {
  translations.set(area, words)
}

/**
 * A whole document in the page's language, in English where no translation was given. The pseudo-language leaves it as it is: a
 * document holds ids, links and TeX beside its words.
 */
export function translated<T>(area: string, english: T): T {
  return (translations.get(area) ?? english) as T
}

/**
 * The words of an area, in English as they are written here or as `translate` gave them.
 * @param area names it among all; what a translation refers to
 */
export function words<const T extends object>(area: string, english: T): Words<T> {
  const said = translated<Words<T>>(area, english as Words<T>)
  return language === PSEUDO ? bracketed(said) : said
}

/** The same with every string in brackets, those that functions return as well. */
export function bracketed<T>(said: T): T {
  return marked(said) as T
}

function marked(said: unknown): unknown {
  if (typeof said === 'string') return said === '' ? '' : `⟦${said}⟧`
  if (typeof said === 'function') return (...args: unknown[]) => marked(said(...args))
  if (Array.isArray(said)) return said.map(marked)
  if (typeof said !== 'object' || said === null) return said
  return Object.fromEntries(Object.entries(said).map(([name, one]) => [name, marked(one)]))
}
