import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { decodeTensors, type TensorFile } from '../src/models/transformer/safetensors'

/** The panel of checkpoints, and what the settings say of the start. */
export class Checkpoints {
  readonly panel: Locator
  readonly heading: Locator
  readonly fork: Locator
  readonly start: Locator

  constructor(private readonly page: Page) {
    this.panel = page.locator('.checkpoint-panel')
    this.heading = this.panel.getByRole('heading')
    this.fork = this.panel.getByRole('button', { name: 'Fork from here' })
    this.start = page.locator('.start')
  }

  async download(): Promise<{ bytes: Buffer; name: string; file: TensorFile }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.panel.getByRole('button', { name: 'Download' }).click(),
    ])
    const bytes = await readFile(await download.path())
    return { bytes, name: download.suggestedFilename(), file: decodeTensors(bytes) }
  }

  async load(name: string, buffer: Buffer): Promise<void> {
    await this.panel.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  async drop(name: string, bytes: Buffer): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([name, numbers]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(numbers)], name))
        return transfer
      },
      [name, [...bytes]] as const,
    )
    await this.panel.dispatchEvent('drop', { dataTransfer: data })
  }
}
