import { useState } from 'react'
import type { ColumnFacts } from '../../../logprobs/facts'
import { ROLES } from '../../../logprobs/options'
import { type Read, useFiles } from '../../../state/files'
import { fileChoices } from '../../../text/select/fileChoices'
import { filesText } from '../../../text/select/files'
import { Menu } from './Menu'
import { TableScroll } from './TableScroll'

/** What every column of the tables was read as; another role reads the files again. */
export function ColumnTable({ read }: { readonly read: Read }) {
  const columns = columnsOf(read)
  const { readAgain } = useFiles.getState()
  if (columns.length === 0) return null
  return (
    <TableScroll label={filesText.columns.label} className="column-table">
      <thead>
        <tr>
          {filesText.columns.heads.map(head => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, role, why }) => (
          <tr key={name}>
            <th scope="row">{name === '' ? filesText.columns.noName : name}</th>
            <td>
              <Menu
                label={filesText.columns.role(name)}
                options={ROLES.map(value => [value, fileChoices.roles[value]] as const)}
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
        <span>{fileChoices.names.candidateBy}</span>
        <Menu
          label={fileChoices.names.candidateBy}
          options={(['auto', 'folder', 'run', 'file'] as const).map(
            value => [value, fileChoices.values.candidateBy[value]] as const,
          )}
          value={read.options.candidateBy ?? 'auto'}
          onChoose={candidateBy => void readAgain(read, { candidateBy })}
        />
      </div>
      <TableScroll label={filesText.logs.label} className="column-table">
        <thead>
          <tr>
            {filesText.logs.heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
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
      aria-label={filesText.logs.candidate(file)}
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
