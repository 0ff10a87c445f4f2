import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Fails, with each rule and the elements that break it, if anything on the page violates WCAG 2.2 A or AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(STANDARD).analyze()
  const findings = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => String(target)),
  }))
  expect(findings).toEqual([])
  // An empty page breaks no rule either.
  expect(passes.length).toBeGreaterThan(5)
}
