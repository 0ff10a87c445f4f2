import { isShown } from './presentation'

/**
 * The one place where a lock is enforced. A store behind `guard` refuses, under a lock, every action whose control the
 * link does not show, whoever calls it: a button, a key, a drag, a file or a message from another page.
 */

/** The control that an action belongs to, or how to tell it from the action's first argument; null for what is always allowed. */
type Needs = string | ((id: string) => string) | null

/** Actions that only change what is looked at are null; one that is not in the table is refused under any lock. */
export type GuardTable<S> = { readonly [K in keyof S]?: Needs }

/** Settings are controls of their own names. */
export const BY_ID = (id: string): string => id

/** Whether the act under way was allowed as a whole. */
let allowed = false

interface Store<S> {
  getState(): S
  setState(patch: Partial<S>): void
}

/**
 * Puts the lock before the actions of a store; to be called once, right after the store is made.
 * @param refused told the control's id at each refused call
 */
export function guard<S extends object>(store: Store<S>, table: GuardTable<S>, refused: (id: string) => void): void {
  const needs = new Map<string, Needs | undefined>(Object.entries(table))
  const guarded = Object.entries(store.getState()).flatMap(([name, value]) => {
    const need = needs.has(name) ? needs.get(name) : name
    if (typeof value !== 'function' || need === null || need === undefined) return []
    return [[name, behind(need, value as Action, refused)] as const]
  })
  store.setState(Object.fromEntries(guarded) as Partial<S>)
}

type Action = (...given: unknown[]) => unknown

function behind(need: string | ((id: string) => string), action: Action, refused: (id: string) => void): Action {
  return (...given) => {
    const id = typeof need === 'string' ? need : need(String(given[0]))
    // What an action does on its way is part of it.
    if (allowed || isShown(id)) return unguarded(() => action(...given))
    refused(id)
    return undefined
  }
}

/** Does what the page itself has to do, such as what its link asks for, whatever is locked. `act` must not wait. */
export function unguarded<T>(act: () => T): T {
  const before = allowed
  allowed = true
  try {
    return act()
  } finally {
    allowed = before
  }
}

/** Does several things as one control: if that is shown, settings may change that are not. */
export function through(id: string, act: () => void): void {
  if (isShown(id)) unguarded(act)
}

/** Said when something was refused. */
export function lockedSentence(id: string): string {
  return `This link is locked: ${id} cannot be used here.`
}
