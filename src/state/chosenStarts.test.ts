import { beforeEach, expect, it } from 'vitest'
import { isChosen, useChosenStarts } from './chosenStarts'

beforeEach(() => useChosenStarts.setState({ said: new Map() }))

it('chooses what is usual until somebody says otherwise', () => {
  const { choose } = useChosenStarts.getState()
  const chosen = (ids: readonly string[], usual: boolean) => isChosen(useChosenStarts.getState().said, ids, usual)
  expect(chosen(['tournament', 'last'], true)).toBe(true)
  expect(chosen(['shipped'], false)).toBe(false)
  choose(['tournament', 'last'], false)
  choose(['shipped'], true)
  expect(chosen(['tournament', 'last'], true)).toBe(false)
  // What was said of the last checkpoint holds where another one is the last.
  expect(chosen(['last'], true)).toBe(false)
  expect(chosen(['shipped'], false)).toBe(true)
  // A checkpoint in several roles is chosen for any of them.
  choose(['playhead'], true)
  expect(chosen(['last', 'playhead'], true)).toBe(true)
})
