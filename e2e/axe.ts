import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

// Of what is in order only the rules are counted, so that no list of it needs to be made.
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Fails, with each rule and the elements that break it, if anything on the page, or in a part, violates WCAG 2.2 A or AA. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  // What axe would fetch again serves an experimental rule, which is not run, and one about sound, of which there is none.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'], preload: false }).withTags(STANDARD)
  // A page without frames needs none beside it to put their results together.
  builder.setLegacyMode(page.frames().length === 1)
  const { violations, passes } = await (part ? builder.include(part) : builder).analyze()
  const findings = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => String(target)),
  }))
  expect(findings).toEqual([])
  // An empty page breaks no rule either.
  expect(passes.length).toBeGreaterThan(5)
}
