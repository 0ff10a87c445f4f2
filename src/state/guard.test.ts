import { afterEach, describe, expect, it } from 'vitest'
import { create } from 'zustand'
import { PLAIN } from '../config/presentation'
import { BY_ID, guard, through, unguarded } from './guard'
import { usePresentation } from './presentation'

afterEach(() => usePresentation.setState(PLAIN))

function guardedStore() {
  const done: string[] = []
  const refused: string[] = []
  const store = create<{ set(id: string): void; begin(): void; look(): void; later(): void }>()((_, get) => ({
    set: id => done.push(`set ${id}`),
    begin: () => get().set('H'),
    look: () => done.push('look'),
    later: () => done.push('later'),
  }))
  guard(store, { set: BY_ID, begin: 'start', look: null }, id => refused.push(id))
  return { done, refused, store: store.getState() }
}

describe('a guarded store', () => {
  it('does everything where nothing is locked', () => {
    const { done, refused, store } = guardedStore()
    for (const act of [() => store.set('eta'), store.begin, store.look, store.later]) act()
    expect(done).toEqual(['set eta', 'set H', 'look', 'later'])
    expect(refused).toEqual([])
  })

  it('refuses what the lock does not leave, and what the table does not know', () => {
    usePresentation.setState({ lock: ['N', 'start'] })
    const { done, refused, store } = guardedStore()
    store.set('N')
    store.set('H')
    store.later()
    store.look()
    // An action that is allowed is allowed as a whole.
    store.begin()
    expect(done).toEqual(['set N', 'look', 'set H'])
    expect(refused).toEqual(['H', 'later'])
  })

  it('lets the page itself through, and no longer than it asks', () => {
    usePresentation.setState({ lock: ['theory'] })
    const { done, refused, store } = guardedStore()
    unguarded(() => store.set('H'))
    through('theory', () => store.set('eta'))
    through('rule', () => store.set('K'))
    expect(() => unguarded(() => raise())).toThrow('no')
    store.set('H')
    expect(done).toEqual(['set H', 'set eta'])
    expect(refused).toEqual(['H'])
  })
})

function raise(): never {
  throw new Error('no')
}
