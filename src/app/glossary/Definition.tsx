import { useLab } from '../../state/lab'
import { glossaryEntry } from '../../text/glossary'
import { glossaryText } from '../../text/glossaryNames'
import { Notation } from '../Notation'
import { glossaryMoment } from './moment'

/** A term's meaning, and its value where it has one. */
export function Definition({ id }: { readonly id: string }) {
  const entry = glossaryEntry(id)
  if (!entry) return null
  const value = entry.now?.(glossaryMoment(useLab.getState())) ?? null
  return (
    <>
      <Notation text={entry.meaning} /> {entry.source} {value !== null && glossaryText.now(value)}
    </>
  )
}
