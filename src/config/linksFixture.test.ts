import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeLink } from './link'
import { decodeSelectLink } from './selectLink'
import { decodeSweepLink } from './sweepLink'

interface Kept {
  readonly link: string
  readonly opens: unknown
}

const kept: readonly Kept[] = JSON.parse(readFileSync(new URL('./fixtures/links.json', import.meta.url), 'utf8'))

/** Everything that a link opens, whichever view it is of. */
function opened(link: string): unknown {
  const { ofView: _, ...rest } = decodeLink(link)
  if (rest.view === 'select') return { ...rest, select: decodeSelectLink(link).select }
  if (rest.view === 'sweep') return { ...rest, sweep: decodeSweepLink(link).sweep }
  return rest
}

describe('links of earlier versions', () => {
  it('are some of every view and way of showing', () => {
    expect(kept.length).toBeGreaterThanOrEqual(60)
    expect(new Set(kept.map(({ link }) => link)).size).toBe(kept.length)
    for (const key of ['view=sweep', 'view=select', 'embed=1', 'lock=', 'present=1', 'model=', 'decode=ttt']) {
      expect(kept.some(({ link }) => link.includes(key))).toBe(true)
    }
  })

  // What a later version adds to a link's meaning may stand beside this; what stands here may not change.
  it.each(kept)('$link', ({ link, opens }) => {
    expect(opened(link)).toMatchObject(opens as object)
  })
})
