export const ROLES = ['candidate', 'teacher', 'group', 'id', 'length', 'ignore'] as const

/** What a column is read as. */
export type Role = (typeof ROLES)[number]

/** What becomes of a value: it stays what the file says, becomes a missing one (NaN), or the whole row is left out. */
export type Treatment = 'keep' | 'missing' | 'leave-out'

const VALUE = ['keep', 'missing', 'leave-out'] as const
const NO_VALUE = ['missing', 'leave-out'] as const

/** Every choice that a person has over what is odd in a file, and what can be chosen; the first is taken if nothing is said. */
export const CHOICES = {
  /** Empty cells, and null. */
  missing: NO_VALUE,
  /** Cells that are no number. */
  unparsable: NO_VALUE,
  nan: NO_VALUE,
  minusInfinity: VALUE,
  plusInfinity: VALUE,
  /** Values above 0: losses, or a mistake. */
  positive: VALUE,
  /** Lengths that are no number above 0. */
  badLength: NO_VALUE,
  /** Rows of the wrong shape: left out, or a row whose values are all missing. */
  badRows: ['leave-out', 'missing'],
  /** Rows of one file with the same id (and group): which of them is taken. */
  duplicates: ['first', 'last', 'all'],
  /** Rows that some files lack: gaps stay missing, or only rows that all have. */
  documents: ['gaps', 'common'],
  /** What makes a document of two logs the same: its id, or the hash of its content. */
  joinBy: ['id', 'content'],
  /** Several continuations of one document: that of the target, or each as a row of its own. */
  continuations: ['target', 'every'],
  /** A file that ends too early or is damaged on the way: what came before is taken, or nothing of any file. */
  broken: ['keep', 'refuse'],
  /** Several tables: rows of one table, or columns of it, joined by id. `auto`: rows if the candidates are the same two or more. */
  files: ['auto', 'append', 'join'],
  /** Logs of lm-evaluation-harness that are one candidate: those of one folder, one run (folder and time), or each by itself. */
  candidateBy: ['auto', 'folder', 'run', 'file'],
} as const

export type ChoiceName = keyof typeof CHOICES

/** How files are read. All of it is optional. */
export type ReadOptions = { readonly [Name in ChoiceName]?: (typeof CHOICES)[Name][number] } & {
  /** What columns are, by name, where the guess from their names is wrong. */
  readonly roles?: Readonly<Record<string, Role>>
  /** Candidate of a log of lm-evaluation-harness, by the file's name. */
  readonly names?: Readonly<Record<string, string>>
  /** The filter whose rows are taken from logs of lm-evaluation-harness; without it the first of each file. */
  readonly filter?: string
}

/** The same with nothing left open. */
export type Chosen = { readonly [Name in ChoiceName]: (typeof CHOICES)[Name][number] }

/** What is chosen, the defaults put in. @throws RangeError for a choice that there is not */
export function chosen(options: ReadOptions): Chosen {
  const taken = Object.entries(CHOICES).map(([name, values]) => {
    const value = options[name as ChoiceName] ?? values[0]
    if (!(values as readonly string[]).includes(value))
      throw new RangeError(`“${value}” is no choice for ${name}: there are ${values.join(', ')}.`)
    return [name, value]
  })
  return Object.fromEntries(taken) as Chosen
}
