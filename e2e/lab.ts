import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { RunFile } from '../src/engine/runFile'
import { expect, test } from './page'

/** The page as a person handles it. */
export class Lab {
  readonly title: Locator
  readonly play: Locator
  readonly pause: Locator
  readonly replay: Locator
  readonly threshold: Locator
  readonly playhead: Locator
  readonly notices: Locator
  /** The line that says in which state the lab is. */
  readonly stage: Locator

  constructor(readonly page: Page) {
    this.title = page.getByRole('main').getByRole('heading', { level: 2 })
    this.play = page.getByRole('button', { name: 'Play', exact: true })
    this.pause = page.getByRole('button', { name: 'Pause' })
    this.replay = page.getByRole('button', { name: 'Replay' })
    this.threshold = page.getByRole('slider', { name: 'Tail parameter N, on the chart' })
    this.playhead = page.getByRole('slider', { name: 'Playhead' })
    this.notices = page.locator('.notice')
    this.stage = page.locator('.stage')
  }

  /** Opens a link on the project's own backend and waits for the first evaluation. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`./?${backendOfProject()}${query}`)
    // A software adapter compiles what a transformer's evaluation needs for half a minute, if the machine is busy.
    await expect(this.title).toContainText('KL', { timeout: 120_000 })
  }

  /** The field beside a control's slider, by its link key. */
  field(id: string): Locator {
    return this.control(id).getByRole('textbox')
  }

  control(id: string): Locator {
    return this.page.locator(`[data-parameter="${id}"]`)
  }

  async type(id: string, text: string): Promise<void> {
    await this.field(id).fill(text)
    await this.field(id).press('Enter')
    // What is drawn is of the frame before, or of the one before that.
    await this.page.evaluate(async () => {
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)
    })
  }

  async speed(label: '¼×' | '1×' | '4×' | 'max'): Promise<void> {
    await this.page.getByRole('group', { name: 'Speed' }).getByRole('radio', { name: label, exact: true }).check()
  }

  async rule(label: 'none' | 'normalized' | 'sign' | 'Adam'): Promise<void> {
    const group = this.page.getByRole('group', { name: 'Gradient normalization' })
    await group.getByRole('radio', { name: label, exact: true }).check()
  }

  /** Step reached by the run, from the transport bar. */
  async step(): Promise<number> {
    return Number(await this.page.getByRole('progressbar').getAttribute('value'))
  }

  async finished(): Promise<void> {
    await expect(this.replay).toBeVisible({ timeout: 400_000 })
  }

  async stepPast(step: number): Promise<void> {
    await expect.poll(() => this.step(), { timeout: 60_000 }).toBeGreaterThan(step)
  }

  async download(): Promise<RunFile> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Download data' }).click(),
    ])
    return JSON.parse(await readFile(await download.path(), 'utf8'))
  }
}

/** Copies the link to what is on the page, and reads it back. The context must be allowed to use the clipboard. */
export async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.keyboard.press('Escape')
  return link
}

/** `auto` passes a software adapter over, so the WebGPU project has to ask for it. */
export function backendOfProject(): string {
  return test.info().project.name === 'webgpu' ? 'backend=webgpu&' : ''
}
