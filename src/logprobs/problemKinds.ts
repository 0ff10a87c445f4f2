import type { ChoiceName, Chosen, Treatment } from './options'

/** How bad it is: a file (or everything) was not read, something in it may be wrong, or it is only worth knowing. */
export type Severity = 'refused' | 'warning' | 'note'

interface Kind {
  readonly severity: Severity
  /** The option that decides what becomes of it. */
  readonly option: ChoiceName | 'roles' | 'filter' | null
  /** The sentence. @param n how often @param detail what else the kind needs to be told @param none whether the files gave no row */
  readonly say: (n: number, chosen: Chosen, detail: string, none: boolean) => string
}

const FATE: Readonly<Record<Treatment, string>> = {
  keep: 'kept as written',
  missing: 'counted as missing',
  'leave-out': 'left out together with their rows',
}

const number = (n: number) => n.toLocaleString('en-US')

/** “1 value is”, “2,000 values are”. */
function are(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? `${one} is` : `${many} are`}`
}

function have(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? `${one} has` : `${many} have`}`
}

const rows = (chosen: Chosen) => (chosen.badRows === 'leave-out' ? 'left out' : 'kept, with all values missing')

const value = (
  option: 'missing' | 'unparsable' | 'nan' | 'minusInfinity' | 'plusInfinity' | 'positive',
  what: string,
) =>
  ({
    severity: 'warning',
    option,
    say: (n, chosen) => `${are(n, 'value')} ${what}: ${FATE[chosen[option]]}.`,
  }) satisfies Kind

const refused = (say: Kind['say'], option: Kind['option'] = null) =>
  ({ severity: 'refused', option, say }) satisfies Kind

const broken = (what: (n: number, detail: string) => string) =>
  ({
    severity: 'warning',
    option: 'broken',
    say: (n, chosen, detail, none) => {
      if (chosen.broken === 'refuse') return `${what(n, detail)} Nothing is read.`
      return `${what(n, detail)} ${none ? 'No row comes before that place: nothing of it is read.' : 'The rows before that place are read, those after it are not.'}`
    },
  }) satisfies Kind

/** Everything that can be odd about files, and what is said of it. Sentences stand alone; places follow them elsewhere. */
export const KINDS = {
  // Files that are not read.
  'empty-file': refused(n => `${are(n, 'file')} empty.`),
  binary: refused((n, _, detail) => `${are(n, 'file')} neither text nor Parquet, but ${detail}.`),
  'no-header': refused(
    n => `${have(n, 'file')} no header: the first row must name the columns, and here it holds numbers only.`,
  ),
  'no-rows': refused(n => `${have(n, 'file')} no row.`),
  'no-candidates': refused(
    n =>
      `${have(n, 'file')} no column of log-probabilities, one for each candidate, as numbers with a decimal point: choose what the columns are.`,
    'roles',
  ),
  'run-file': refused(
    (_, __, detail) =>
      `A file of this lab (${detail}) holds no log-probabilities by row; its link opens it in the view it came from.`,
  ),
  'not-rows': refused(
    n =>
      `${are(n, 'JSON file')} neither an array of rows, an object with such an array as “rows” or “data”, nor an object with an array for each column.`,
  ),
  generations: refused(
    n =>
      `${are(n, 'log')} of a task that generates text (generate_until): it has no log-probabilities. Only loglikelihood, loglikelihood_rolling and multiple_choice tasks have them.`,
  ),
  'no-such-filter': refused((n, _, detail) => `${have(n, 'log')} no line of the filter “${detail}”.`, 'filter'),
  // Files that end badly.
  truncated: broken(n => `${are(n, 'compressed file')} damaged or cut off.`),
  'wrong-json': broken((n, detail) => `${are(n, 'JSON file')} not well-formed (${detail}).`),
  'open-quote': broken(
    // With several files, the places say where.
    (n, detail) =>
      `${have(n, 'file')} a quotation mark that is never closed${n === 1 ? `: nothing ${detail} could be read` : ''}.`,
  ),
  'wrong-parquet': broken(
    n => `${are(n, 'Parquet file')} damaged, cut off, or written in a way that is not read here.`,
  ),
  unreadable: broken((n, detail) => `${are(n, 'file')} not to be read to the end (${detail}).`),
  // Rows of the wrong shape.
  'too-few-fields': {
    severity: 'warning',
    option: 'badRows',
    say: (n, chosen) => `${have(n, 'row')} fewer fields than the header: ${rows(chosen)}.`,
  },
  'too-many-fields': {
    severity: 'warning',
    option: 'badRows',
    say: (n, chosen) => `${have(n, 'row')} more fields than the header: ${rows(chosen)}.`,
  },
  'bad-quotes': {
    severity: 'warning',
    option: 'badRows',
    say: (n, chosen) => `${have(n, 'row')} a quotation mark in the wrong place: ${rows(chosen)}.`,
  },
  'bad-line': {
    severity: 'warning',
    option: 'badRows',
    say: (n, chosen) => `${are(n, 'row')} no JSON object: ${rows(chosen)}.`,
  },
  'no-log-probability': {
    severity: 'warning',
    option: 'badRows',
    say: (n, chosen) => `${have(n, 'document')} no log-probability where the log should have one: ${rows(chosen)}.`,
  },
  // Values.
  missing: value('missing', 'missing in the file'),
  unparsable: {
    severity: 'warning',
    option: 'unparsable',
    say: (n, chosen) =>
      `${are(n, 'value')} no number (decimals have a point, thousands no mark): ${FATE[chosen.unparsable]}.`,
  },
  'decimal-commas': {
    severity: 'note',
    option: null,
    say: n => `${have(n, 'file')} numbers with decimal commas, which are read as decimal points.`,
  },
  nan: value('nan', 'NaN'),
  'minus-infinity': {
    severity: 'note',
    option: 'minusInfinity',
    say: (n, chosen) =>
      `${are(n, 'value')} −∞, a probability of 0 (as a logarithm): ${FATE[chosen.minusInfinity]}. A candidate with −∞ is beaten on that row at every N.`,
  },
  'plus-infinity': {
    severity: 'warning',
    option: 'plusInfinity',
    say: (n, chosen) =>
      `${are(n, 'value')} +∞, which no log-probability can be, though a loss can: ${FATE[chosen.plusInfinity]}.`,
  },
  positive: {
    severity: 'warning',
    option: 'positive',
    say: (n, chosen) =>
      `${are(n, 'value')} above 0, which no log-probability can be: ${FATE[chosen.positive]}. If they are losses, say so where the values are read.`,
  },
  'bad-length': {
    severity: 'warning',
    option: 'badLength',
    say: (n, chosen) => `${are(n, 'length')} no number above 0: ${FATE[chosen.badLength]}.`,
  },
  // Columns.
  'repeated-column': {
    severity: 'warning',
    option: 'roles',
    say: (n, _, detail) => `${are(n, 'column')} named like one before; a number is added to the name: ${detail}.`,
  },
  'unknown-column': {
    severity: 'warning',
    option: null,
    say: (n, _, detail) => `${are(n, 'value')} under a name that the first rows do not have, and not read: ${detail}.`,
  },
  'no-such-column': {
    severity: 'warning',
    option: 'roles',
    say: (n, _, detail) => `${are(n, 'column')} given a role and in no file: ${detail}.`,
  },
  'too-many-candidates': {
    severity: 'warning',
    option: 'roles',
    say: (n, _, detail) =>
      `${are(n, 'column')} beyond the first ${detail} candidates, the most that are compared: not read.`,
  },
  'too-many-groups': {
    severity: 'warning',
    option: 'roles',
    say: (n, _, detail) => `${are(n, 'row')} in more groups than can be told apart, and put together as “${detail}”.`,
  },
  'empty-candidate': {
    severity: 'warning',
    option: 'roles',
    say: (n, _, detail) => `${have(n, 'candidate')} not a single number: ${detail}.`,
  },
  // Documents.
  duplicates: {
    severity: 'warning',
    option: 'duplicates',
    say: (n, chosen) =>
      `${have(n, 'row')} an id that an earlier row has: ${{ first: 'the first of them is taken', last: 'the last of them is taken', all: 'all are kept' }[chosen.duplicates]}.`,
  },
  documents: {
    severity: 'warning',
    option: 'documents',
    say: (n, chosen, detail) =>
      `${are(n, 'document')} not in every file (${detail}): ${chosen.documents === 'gaps' ? 'where a candidate lacks one, its value is missing' : 'they are left out'}.`,
  },
  continuations: {
    severity: 'note',
    option: 'continuations',
    say: (n, chosen) =>
      `${have(n, 'document')} several continuations: ${chosen.continuations === 'target' ? 'the one that is the target is taken' : 'each is a row'}.`,
  },
  'no-target': {
    severity: 'warning',
    option: 'continuations',
    say: (n, chosen) =>
      `Of ${number(n)} ${n === 1 ? 'document' : 'documents'} the log does not say which continuation is the target: ${rows(chosen)}. Each can be a row of its own.`,
  },
  'continuation-counts': {
    severity: 'warning',
    option: 'documents',
    say: n =>
      `${have(n, 'document')} not the same number of continuations in every file; a continuation that a file lacks is missing.`,
  },
  'other-document': {
    severity: 'warning',
    option: 'joinBy',
    say: n =>
      `${have(n, 'document')} the same id in two logs and another content: the logs are of different versions of a data set. Joined by content they are different documents.`,
  },
  filters: {
    severity: 'note',
    option: 'filter',
    say: (n, _, detail) =>
      `${are(n, 'row')} there once more for another filter, with the same log-probabilities: taken once (${detail}).`,
  },
  reruns: {
    severity: 'note',
    option: 'candidateBy',
    say: (n, _, detail) =>
      `${are(n, 'candidate')} told apart by the time of its log, since the folder has the same task twice: ${detail}.`,
  },
  'joined-by-row': {
    severity: 'warning',
    option: 'files',
    say: n => `${are(n, 'file')} without ids, and joined row by row in the order of the file.`,
  },
  // What a reading needs.
  'lengths-missing': {
    severity: 'warning',
    option: null,
    say: (_, __, detail) => `Means per token need the tokens of each response, and ${detail}.`,
  },
  'tokenizers-differ': {
    severity: 'warning',
    option: null,
    say: n =>
      `In ${number(n)} ${n === 1 ? 'row' : 'rows'} the candidates count different numbers of tokens, so their tokenizers differ. Means per token are then means over different things; they are multiplied by each candidate’s own length before anything is compared.`,
  },
} as const satisfies Readonly<Record<string, Kind>>

export type ProblemKind = keyof typeof KINDS
