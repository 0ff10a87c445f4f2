import { useId, useRef } from 'react'
import { BACKENDS } from '../../config/config'
import { useLab } from '../../state/lab'
import { threadsAfterReload, useOffline } from '../../state/offline'
import { headerText } from '../../text/header'
import { loadText } from '../../text/load'
import { Shown } from '../controls/Shown'

export const BACKEND_NAMES: Readonly<Record<string, string>> = headerText.backends

/** Names the backend in use; opens to say why it is that one and what can be done, and lets the person force another. */
export function BackendChip() {
  const backend = useLab(state => state.backend)
  const choice = useLab(state => state.config.backend)
  const failed = useLab(state => state.phase === 'failed')
  const offline = useOffline(state => state.ready)
  const moreThreads = useOffline(threadsAfterReload)
  const { choose } = useLab.getState()
  const chip = useRef<HTMLDetailsElement>(null)
  const id = useId()
  const close = (): void => {
    if (chip.current) chip.current.open = false
  }
  return (
    <details
      ref={chip}
      className="chip"
      onKeyDown={event => {
        if (event.key !== 'Escape' || !chip.current?.open) return
        close()
        chip.current.querySelector('summary')?.focus()
      }}
      onBlur={event => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <summary>
        <span className={`lamp ${backend ? 'lamp-on' : ''}`} aria-hidden="true" />
        <span className="visually-hidden">{headerText.computesOn}</span>
        <span className="chip-name">{backend?.name ?? (failed ? headerText.noBackend : headerText.starting)}</span>
      </summary>
      <div className="chip-panel">
        {backend ? (
          <>
            <p>
              {headerText.trainsOn}
              <strong>{backend.name}</strong>
              {backend.adapter ? headerText.adapter(backend.adapter) : ''}.
            </p>
            {backend.reason && <p>{backend.reason}</p>}
            {backend.advice && <p>{backend.advice}</p>}
          </>
        ) : (
          <p>{failed ? headerText.noneStarted : headerText.looking}</p>
        )}
        {backend?.id === 'wasm' && moreThreads && <p>{loadText.threadsAfterReload}</p>}
        {offline && <p>{loadText.worksOffline}</p>}
        <Shown id="backend">
          <label htmlFor={id}>{headerText.computeOn}</label>
          <select id={id} value={choice} onChange={event => choose('backend', event.target.value)}>
            {BACKENDS.map(value => (
              <option key={value} value={value}>
                {BACKEND_NAMES[value]}
              </option>
            ))}
          </select>
        </Shown>
      </div>
    </details>
  )
}
