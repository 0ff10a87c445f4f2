import { describe, expect, it } from 'vitest'
import { besides, COLOURS, canPin, freeColour, overlaid, withGhost, withRoom } from './ghosts'
import type { Run } from './types'

const run = (id: number, pinned = false): Run => ({ id, colour: id, pinned, checkpoints: [] }) as unknown as Run
const ids = (runs: readonly Run[]) => runs.map(({ id }) => id)

describe('earlier runs', () => {
  it('make room oldest first, and pinned ones last', () => {
    const ghosts = [run(1, true), run(2), run(3)]
    expect(ids(withGhost(ghosts, run(4)))).toEqual([1, 3, 4])
    expect(ids(withGhost([run(1, true), run(2, true), run(3, true)], run(4)))).toEqual([1, 2, 3])
    expect(ids(withRoom(ghosts, 2))).toEqual([1, 3])
  })

  it('are pinned as long as none has to be lost', () => {
    const state = (pinned: number, more: { own?: boolean; rival?: boolean } = {}) => ({
      run: run(9, more.own),
      rival: more.rival ? run(8) : null,
      ghosts: Array.from({ length: pinned }, (_, i) => run(i + 1, true)),
    })
    expect(canPin(state(2))).toBe(true)
    // The pinned run would be the fourth earlier run with the next change of a setting.
    expect(canPin(state(2, { own: true }))).toBe(false)
    expect(canPin(state(3))).toBe(false)
    expect(canPin(state(1, { rival: true }))).toBe(true)
    expect(canPin(state(2, { rival: true }))).toBe(false)
  })

  it('lie over the charts behind the rival, as one array while they stay the same', () => {
    const ghosts = [run(1), run(2)]
    expect(overlaid({ rival: null, ghosts })).toBe(ghosts)
    const rival = run(3)
    expect(ids(overlaid({ rival, ghosts }))).toEqual([3, 1, 2])
    expect(overlaid({ rival, ghosts })).toBe(overlaid({ rival, ghosts }))
  })

  it('are not laid over the charts beside themselves', () => {
    const ghosts = [run(1), run(2)]
    expect(ids(besides(ghosts, 2))).toEqual([1])
    expect(besides(ghosts, 3)).toBe(ghosts)
  })

  it('leave the next run a colour that none of them has', () => {
    for (let shown = 0; shown < 12; shown++) {
      const others = [shown, shown + 1, shown + 2].map(id => run(id))
      const colour = freeColour(run(shown + 3), others)
      expect([...others, run(shown + 3)].map(one => one.colour % COLOURS)).not.toContain(colour % COLOURS)
    }
  })
})
