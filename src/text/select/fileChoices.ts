import type { CHOICES, ChoiceName, Role } from '../../logprobs/options'
import { words } from '../language'

const VALUE = { keep: 'keep as written', missing: 'count as missing', 'leave-out': 'leave out their rows' } as const

/** How every choice over what is odd in a file is offered. */
const VALUES: {
  readonly [Name in ChoiceName]: Readonly<Record<(typeof CHOICES)[Name][number], string>>
} = {
  missing: VALUE,
  unparsable: VALUE,
  nan: VALUE,
  minusInfinity: VALUE,
  plusInfinity: VALUE,
  positive: VALUE,
  badLength: VALUE,
  badRows: { 'leave-out': 'leave out', missing: 'keep, all values missing' },
  duplicates: { first: 'take the first', last: 'take the last', all: 'keep all' },
  documents: { gaps: 'keep, with gaps', common: 'only what all have' },
  joinBy: { id: 'join by id', content: 'join by content' },
  continuations: { target: 'only the target', every: 'each as a row' },
  broken: { keep: 'keep the rows before', refuse: 'read nothing' },
  files: { auto: 'rows or columns: as they fit', append: 'more rows', join: 'more columns, joined by id' },
  candidateBy: {
    auto: 'as the names suggest',
    folder: 'one for each folder',
    run: 'one for each run',
    file: 'one for each file',
  },
}

/** What a choice is about, for the name of its menu. */
const NAMES: Readonly<Record<ChoiceName, string>> = {
  missing: 'Missing values',
  unparsable: 'Values that are no number',
  nan: 'NaN',
  minusInfinity: '−∞',
  plusInfinity: '+∞',
  positive: 'Values above 0',
  badLength: 'Lengths that are no number above 0',
  badRows: 'Rows of the wrong shape',
  duplicates: 'Rows with the same id',
  documents: 'Documents that some files lack',
  joinBy: 'Documents of several logs',
  continuations: 'Several continuations',
  broken: 'Files that break off',
  files: 'Several tables',
  candidateBy: 'Candidates of logs',
}

const ROLES: Readonly<Record<Role, string>> = {
  candidate: 'candidate',
  teacher: 'teacher',
  group: 'group',
  id: 'id',
  length: 'length in tokens',
  ignore: 'not used',
}

export const fileChoices = words('select/file-choices', { values: VALUES, names: NAMES, roles: ROLES })
