import { useState } from 'react'
import { useLab } from '../../state/lab'
import { type GlossaryEntry, type GlossaryMoment, matching } from '../../text/glossary'
import { glossaryText } from '../../text/glossaryNames'
import { Notation } from '../Notation'
import { glossaryMoment } from './moment'

/** All terms, and those that contain what is typed; each with its value where it has one. */
export function GlossaryPanel({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  // As it was when the panel opened: reading is easier where nothing moves.
  const [moment] = useState(() => glossaryMoment(useLab.getState()))
  const entries = matching(typed)
  return (
    <div className="glossary-body">
      <div className="panel-head">
        <h2>{glossaryText.title}</h2>
        <button type="button" className="small-button" onClick={onClose}>
          {glossaryText.close}
        </button>
      </div>
      <label className="glossary-search">
        {glossaryText.search}
        <input type="search" value={typed} onChange={event => setTyped(event.target.value)} />
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <section className="glossary-entries" tabIndex={0} aria-label={glossaryText.title}>
        {entries.length === 0 && <p>{glossaryText.none(typed)}</p>}
        <dl>
          {entries.map(entry => (
            <Entry key={entry.id} entry={entry} moment={moment} />
          ))}
        </dl>
      </section>
    </div>
  )
}

function Entry({ entry, moment }: { readonly entry: GlossaryEntry; readonly moment: GlossaryMoment }) {
  const { term, symbol, meaning, source, now } = entry
  const value = now?.(moment) ?? null
  return (
    <div>
      <dt>
        {term}{' '}
        {symbol && (
          <span className="glossary-symbol">
            <Notation text={symbol} />
          </span>
        )}
        {value !== null && <span className="glossary-now">{glossaryText.now(value)}</span>}
      </dt>
      <dd>
        <Notation text={meaning.replaceAll(' %', '\u00a0%')} />{' '}
        {source && <span className="glossary-source">{source}</span>}
      </dd>
    </div>
  )
}
