import { type FormEvent, useId, useState } from 'react'
import type { ChoiceName, ReadOptions } from '../../../logprobs/options'
import type { Place, Problem } from '../../../logprobs/problems'
import { type Read, useFiles } from '../../../state/files'
import { fileChoices } from '../../../text/select/fileChoices'
import { fileProblems } from '../../../text/select/fileProblems'
import { Menu } from './Menu'

interface ProblemListProps {
  readonly read: Read
  /** Whether the values are read as means per token. */
  readonly means?: boolean
}

/** Everything that is odd about files: what it is, how often, where, and what becomes of it. */
export function ProblemList({ read, means = false }: ProblemListProps) {
  const { passedOver } = read
  const problems = means ? [...read.problems, ...read.ofMeans] : read.problems
  return (
    <ul className="problems">
      {problems.map(problem => (
        <li key={problem.kind} className={`problem problem-${problem.severity}`}>
          <p>{problem.sentence}</p>
          <ProblemChoice read={read} problem={problem} />
          <Places problem={problem} />
        </li>
      ))}
      {passedOver.length > 0 && (
        <li className="problem problem-note">
          <p>{fileProblems.passedOver(passedOver)}</p>
        </li>
      )}
    </ul>
  )
}

function ProblemChoice({ read, problem: { choice } }: { readonly read: Read; readonly problem: Problem }) {
  const { readAgain } = useFiles.getState()
  if (!choice) return null
  if (choice.option === 'filter') return <FilterField read={read} />
  if (!choice.values || !choice.taken) return null
  const name = choice.option as ChoiceName
  const words = fileChoices.values[name] as Readonly<Record<string, string>>
  return (
    <Menu
      label={fileChoices.names[name]}
      options={choice.values.map(value => [value, words[value]] as const)}
      value={choice.taken}
      onChoose={value => void readAgain(read, { [name]: value } as ReadOptions)}
    />
  )
}

/** The filter of lm-evaluation-harness whose rows are taken; its names are known to the person alone. */
function FilterField({ read }: { readonly read: Read }) {
  const id = useId()
  const taken = read.options.filter ?? read.facts.files.find(({ log }) => log?.filter)?.log?.filter ?? ''
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (event?: FormEvent): void => {
    event?.preventDefault()
    setDraft(null)
    if (draft === null || draft === taken) return
    const { filter: _, ...others } = read.options
    void useFiles.getState().open(read.files, draft ? { ...others, filter: draft } : others, read.passedOver)
  }
  return (
    <form className="filter-field" onSubmit={commit}>
      <label htmlFor={id}>{fileProblems.filter}</label>
      <input
        id={id}
        type="text"
        value={draft ?? taken}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => commit()}
      />
    </form>
  )
}

function Places({ problem: { places, count } }: { readonly problem: Problem }) {
  if (places.length === 0) return null
  return (
    <details className="places">
      <summary>{fileProblems.placesInShort(places, count)}</summary>
      <ol>
        {places.map(place => (
          <PlaceLine key={fileProblems.placeInWords(place)} place={place} />
        ))}
      </ol>
    </details>
  )
}

function PlaceLine({ place }: { readonly place: Place }) {
  return (
    <li>
      {fileProblems.placeInWords(place)}
      {place.text && (
        <>
          : <code>{place.text}</code>
        </>
      )}
    </li>
  )
}
