import { isMissing, isNumeric } from './cells'
import type { ColumnFacts } from './facts'
import type { Role } from './options'

/** Names that say what a column is; compared in lower case, `_` for everything that is no letter or digit. */
export const NAMED: Readonly<Record<'teacher' | 'group' | 'id' | 'length' | 'ignore', readonly string[]>> = {
  teacher: [
    'teacher',
    'teacher_logprob',
    'teacher_log_prob',
    'log_teacher',
    'logprob_teacher',
    'log_prob_teacher',
    'pi_d',
    'log_pi_d',
    'logpi_d',
    'pi_data',
    'log_pi_data',
    'p_data',
    'log_p_data',
    'logp_data',
  ],
  group: ['group', 'task', 'class', 'category', 'subject', 'domain', 'dataset', 'subset', 'source', 'stratum', 'split'],
  id: [
    'id',
    'doc_id',
    'docid',
    'document_id',
    'example_id',
    'sample_id',
    'prompt_id',
    'response_id',
    'question_id',
    'row_id',
    'uid',
    'uuid',
    'idx',
    'index',
    'key',
  ],
  length: [
    'length',
    'lengths',
    'len',
    'tokens',
    'n_tokens',
    'num_tokens',
    'token_count',
    'response_length',
    'response_tokens',
    'completion_tokens',
    'target_tokens',
  ],
  // What libraries add by themselves, and what the log files carry that is no log-probability.
  ignore: ['unnamed_0', 'row', 'line', 'prompt', 'response', 'text', 'completion'],
}

/** Endings that make a column the lengths of the candidate whose name comes before. */
const LENGTH_ENDING = /[._ ](?:n_|num_)?(?:tokens|length|len)$/i

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('π', 'pi')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
}

/** The candidate whose lengths a column of that name holds, or null where it is about all. */
export function lengthsOf(name: string, names: readonly string[]): string | null {
  const [owner] = name.split(LENGTH_ENDING)
  return owner !== name && names.includes(owner) ? owner : null
}

/**
 * What the columns are: as chosen, else by name, else by what stands in the first rows – numbers are log-probabilities.
 * @param sample the first rows, a cell for each name
 */
export function guessRoles(
  names: readonly string[],
  sample: readonly (readonly unknown[])[],
  roles: Readonly<Record<string, Role>>,
): ColumnFacts[] {
  const columns: ColumnFacts[] = []
  // A row has one teacher, one group and one id; lengths may be of every candidate.
  const taken = new Set<Role>(names.flatMap(name => (Object.hasOwn(roles, name) ? [roles[name]] : [])))
  names.forEach((name, c) => {
    const column = Object.hasOwn(roles, name)
      ? { name, role: roles[name], why: 'chosen' }
      : guess(
          name,
          names,
          sample.map(row => row[c]),
        )
    const single = column.role === 'teacher' || column.role === 'group' || column.role === 'id'
    const shared = column.role === 'length' && lengthsOf(name, names) === null
    if (column.why !== 'chosen' && (single || shared)) {
      if (taken.has(column.role)) {
        columns.push({ name, role: 'ignore', why: `another column is the ${column.role}` })
        return
      }
      taken.add(column.role)
    }
    columns.push(column)
  })
  return columns
}

function guess(name: string, names: readonly string[], cells: readonly unknown[]): ColumnFacts {
  const owner = lengthsOf(name, names)
  if (owner !== null) return { name, role: 'length', why: `the lengths of “${owner}”, by its name` }
  if (name.trim() === '') return { name, role: 'ignore', why: 'no name' }
  const known = plain(name)
  for (const [role, list] of Object.entries(NAMED))
    if (list.includes(known)) return { name, role: role as Role, why: 'by its name' }
  const there = cells.filter(cell => !isMissing(cell))
  if (there.length > 0 && !there.some(isNumeric)) return { name, role: 'ignore', why: 'text' }
  return { name, role: 'candidate', why: there.length > 0 ? 'numbers' : 'nothing but gaps in the first rows' }
}
