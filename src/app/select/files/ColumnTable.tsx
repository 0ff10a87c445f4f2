import { useState } from 'react'
import type { ColumnFacts } from '../../../logprobs/facts'
import { ROLES } from '../../../logprobs/options'
import { type Read, useFiles } from '../../../state/files'
import { CHOICE_NAMES, CHOICE_WORDS, ROLE_WORDS } from './choiceWords'
import { Menu } from './Menu'
import { TableScroll } from './TableScroll'

/** What every column of the tables was read as; another role reads the files again. */
export function ColumnTable({ read }: { readonly read: Read }) {
  const columns = columnsOf(read)
  const { readAgain } = useFiles.getState()
  if (columns.length === 0) return null
  return (
    <TableScroll label="What the columns are" className="column-table">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Read as</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, role, why }) => (
          <tr key={name}>
            <th scope="row">{name === '' ? '(no name)' : name}</th>
            <td>
              <Menu
                label={`Role of the column ${name}`}
                options={ROLES.map(value => [value, ROLE_WORDS[value]] as const)}
                value={role}
                onChoose={value => void readAgain(read, { roles: { ...read.options.roles, [name]: value } })}
              />
            </td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  )
}

/** Columns of all tables, those of one name once: they have one role. */
export function columnsOf({ facts }: Pick<Read, 'facts'>): ColumnFacts[] {
  const all = facts.files.flatMap(({ columns }) => columns)
  return [...new Map(all.map(column => [column.name, column])).values()]
}

/** Whose log every file of lm-evaluation-harness is. */
export function LogTable({ read }: { readonly read: Read }) {
  const logs = read.facts.files.filter(({ log }) => log !== null)
  const { readAgain } = useFiles.getState()
  if (logs.length === 0) return null
  return (
    <>
      <div className="choice-line">
        <span>{CHOICE_NAMES.candidateBy}</span>
        <Menu
          label={CHOICE_NAMES.candidateBy}
          options={(['auto', 'folder', 'run', 'file'] as const).map(
            value => [value, CHOICE_WORDS.candidateBy[value]] as const,
          )}
          value={read.options.candidateBy ?? 'auto'}
          onChoose={candidateBy => void readAgain(read, { candidateBy })}
        />
      </div>
      <TableScroll label="Whose logs the files are" className="column-table">
        <thead>
          <tr>
            <th scope="col">Log</th>
            <th scope="col">Candidate</th>
            <th scope="col">Task</th>
          </tr>
        </thead>
        <tbody>
          {logs.map(({ name, log }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <NameField
                  file={name}
                  name={log!.candidate}
                  onName={given => void readAgain(read, { names: { ...read.options.names, [name]: given } })}
                />
              </td>
              <td>{log!.task}</td>
            </tr>
          ))}
        </tbody>
      </TableScroll>
    </>
  )
}

interface NameFieldProps {
  readonly file: string
  readonly name: string
  readonly onName: (name: string) => void
}

function NameField({ file, name, onName }: NameFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (): void => {
    const given = draft?.trim()
    setDraft(null)
    if (given && given !== name) onName(given)
  }
  return (
    <input
      type="text"
      className="name-field"
      aria-label={`Candidate of the log ${file}`}
      value={draft ?? name}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit()
        if (key === 'Escape') setDraft(null)
      }}
    />
  )
}
