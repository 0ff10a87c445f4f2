import { lockedSentence } from './guard'
import { update, useLab } from './labStore'
import type { Notice } from './types'

const MOST_NOTICES = 12

let lastNotice = 0

/** Adds a dismissible line for each text that is not there already. */
export function notify(kind: Notice['kind'], texts: readonly string[]): void {
  const all = useLab.getState().notices
  // What one setting had to do with another is over when a setting is changed again.
  const notices = kind === 'setting' ? all.filter(notice => notice.kind !== 'setting') : all
  const known = new Set(notices.map(({ text }) => text))
  const fresh = texts.filter(text => !known.has(text)).map(text => ({ id: ++lastNotice, kind, text }))
  if (fresh.length > 0 || notices.length < all.length) update({ notices: [...notices, ...fresh].slice(-MOST_NOTICES) })
}

/** Says that a lock keeps a control from being used. */
export function refuse(id: string): void {
  notify('setting', [lockedSentence(id)])
}
