import type { Locator, Page } from '@playwright/test'
import { backendOfProject } from './lab'
import { expect } from './page'

/** What a page of a lesson asks: an answer by its words, a number, or a line by as many steps up or down. */
export type Answer = string | RegExp | number | 'line' | 'decline'

/** A sentence of the lesson with the numbers that it was found true or false by. */
export interface WrittenClaim {
  readonly text: string
  readonly holds: boolean
  /** Each comparison, as it is written on the page. */
  readonly sides: readonly { readonly left: number; readonly sign: string; readonly right: number }[]
}

/** A lesson as a student goes through it; everything it says is read off the page. */
export class LessonWalk {
  readonly title: Locator
  readonly outcome: Locator

  constructor(
    readonly page: Page,
    /** Whether nothing but keys are pressed. */
    private readonly byKeys = false,
  ) {
    this.title = page.locator('.lesson-page > h2')
    this.outcome = page.locator('.lesson-outcome')
  }

  /** Opens the first page of a lesson of ours, to be played as fast as the machine goes. */
  async open(id: string): Promise<void> {
    await this.page.goto(`./?${backendOfProject()}view=lessons&lesson=${id}`)
    await expect(this.title).toBeVisible({ timeout: 60_000 })
    const speed = this.page.getByRole('group', { name: 'Speed' }).getByRole('radio', { name: 'max', exact: true })
    if (this.byKeys) await this.press(speed, 'Space')
    else await speed.check()
  }

  /** Answers the page's question, waits for what is computed, and checks every claim by its own numbers. */
  async answer(answer: Answer): Promise<WrittenClaim[]> {
    const ask = this.page.locator('.lesson-ask')
    await expect(ask).toBeVisible({ timeout: 120_000 })
    if (answer === 'decline') await this.click(ask.getByRole('button', { name: 'Show me without a guess' }))
    else {
      await this.guess(ask, answer)
      await this.click(ask.getByRole('button', { name: 'This is my guess' }))
    }
    await expect(this.outcome).toBeVisible({ timeout: 150_000 })
    return this.claims()
  }

  /** To the next page, which has a question or is the last. */
  async next(): Promise<void> {
    const before = await this.title.textContent()
    await this.click(this.page.getByRole('button', { name: 'Next', exact: true }))
    await expect(this.title).not.toHaveText(before!)
  }

  /** The last page ends the lesson; the index then says that it is done. */
  async finish(lesson: string): Promise<void> {
    await expect(this.page.locator('.lesson-page a[href*="scenario="]').first()).toBeVisible()
    await this.click(this.page.getByRole('button', { name: 'Finish' }))
    const card = this.page.locator('.lesson-card').filter({ has: this.page.getByRole('heading', { name: lesson }) })
    await expect(card).toContainText('done')
  }

  /** The numbers that stand in what happened, in order: shares as numbers in [0, 1], "∞" as Infinity. */
  async numbers(): Promise<number[]> {
    return (await this.outcome.locator('.live-value').allTextContents()).map(numberOf)
  }

  /** What the page says of the answer. */
  async verdict(): Promise<string> {
    return (await this.outcome.locator('.lesson-said').textContent()) ?? ''
  }

  /** Every claim of the page; asserts that its mark is right by the numbers beside it. */
  private async claims(): Promise<WrittenClaim[]> {
    const written: WrittenClaim[] = []
    for (const line of await this.outcome.locator('.claim').all()) {
      const mark = (await line.locator('.answer-mark').textContent())?.trim()
      const text = (await line.locator('.lesson-words').textContent()) ?? ''
      const beside = (await line.locator('.claim-sides').textContent()) ?? ''
      const sides = beside
        .replace(/^[^:]*: /, '')
        .split('; ')
        .map(comparison => {
          const [, left, sign, right] = /^(.+?) ([<>≤≥=≈]) (.+)$/.exec(comparison) ?? []
          return { left: numberOf(left ?? ''), sign: sign ?? '', right: numberOf(right ?? '') }
        })
      expect(mark, `${text} ${beside}`).toMatch(/^[✓✗]$/)
      for (const side of sides) expect(Number.isNaN(side.left + side.right), beside).toBe(false)
      written.push({ text, holds: mark === '✓', sides })
    }
    return written
  }

  private async guess(ask: Locator, answer: Exclude<Answer, 'decline'>): Promise<void> {
    if (answer === 'line') {
      for (const point of await ask.getByRole('slider').all()) await this.press(point, 'PageDown')
    } else if (typeof answer === 'number') {
      const field = ask.getByRole('textbox')
      await this.focus(field)
      await field.press('ControlOrMeta+a')
      // A share is asked for in percent.
      const percent = (await ask.textContent())?.includes('100 %')
      await this.page.keyboard.type(String(percent ? 100 * answer : answer))
      await this.page.keyboard.press('Enter')
    } else {
      const option = ask.getByRole('radio', { name: answer })
      if (this.byKeys) await this.press(option, 'Space')
      else await option.check()
    }
  }

  private async click(button: Locator): Promise<void> {
    if (this.byKeys) await this.press(button, 'Enter')
    else await button.click()
  }

  private async press(target: Locator, key: string): Promise<void> {
    await this.focus(target)
    await this.page.keyboard.press(key)
  }

  /** With keys alone, by going forward from where the focus is until it has come to the target. */
  private async focus(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    if (!this.byKeys) return target.focus()
    // The radio buttons of a group share one stop; arrows lead from one to the next.
    const isRadio = (await target.getAttribute('type')) === 'radio'
    const name = isRadio ? await target.getAttribute('name') : null
    for (let i = 0; i < 200; i++) {
      if (await target.evaluate(element => element === document.activeElement)) return
      const inGroup =
        name !== null &&
        (await this.page.evaluate(group => document.activeElement?.getAttribute('name') === group, name))
      await this.page.keyboard.press(inGroup ? 'ArrowDown' : 'Tab')
    }
    throw new Error(`The keyboard does not reach ${target}.`)
  }
}

/** A number as the page writes it: "21 %", "0.42 nats", "3.2 × 10⁻⁷", "−1", "∞", "less than 0.001 %". */
export function numberOf(text: string): number {
  const written = text
    .trim()
    .replaceAll(',', '')
    .replace('−', '-')
    .replace(/ nats$/, '')
    .replace(/×$/, '')
  const share = /^(?:less than |more than )?(-?[\d.]+) %$/.exec(written)
  if (share) return Number(share[1]) / 100
  if (written === '∞') return Number.POSITIVE_INFINITY
  const power = /^(-?[\d.]+)\s×\s10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(written)
  if (!power) return written === '' ? Number.NaN : Number(written)
  const exponent = Array.from(power[2], sign => (sign === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign))).join('')
  return Number(power[1]) * 10 ** Number(exponent)
}

/** Every claim is marked as true, and is true by the numbers that stand beside it. */
export function expectTrue(claims: readonly WrittenClaim[]): void {
  expect(claims.length).toBeGreaterThan(0)
  for (const { text, holds, sides } of claims) {
    expect(holds, text).toBe(true)
    for (const { left, sign, right } of sides)
      expect(compared(left, sign, right), `${text} ${left} ${sign} ${right}`).toBe(true)
  }
}

/** Whether a comparison is true of numbers with three digits; the widest margin that a lesson names for “=” is a third. */
function compared(left: number, sign: string, right: number): boolean {
  const rounding = 0.006 * Math.abs(right)
  switch (sign) {
    case '<':
    case '≤':
      return left <= right + rounding
    case '>':
    case '≥':
      return left >= right - rounding
    default:
      return Math.abs(left - right) <= 0.34 * Math.abs(right)
  }
}
