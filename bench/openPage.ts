import { type Browser, chromium, type Page } from '@playwright/test'
import { ensureBrowser } from '../scripts/browser.mjs'
import { type bundle, serveBundle } from '../scripts/bundle'

/** Of graphics; one that computes on the CPU is software. */
export type Adapter = 'none' | 'software' | 'hardware'

const ADAPTERS = [
  ['--enable-unsafe-webgpu', '--enable-features=Vulkan'],
  ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
]

/** A page with the best adapter that the machine has, where the bundle lies. */
export async function openPage(files: Awaited<ReturnType<typeof bundle>>): Promise<{
  browser: Browser
  page: Page
  adapter: Adapter
}> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  for (const [i, flags] of ADAPTERS.entries()) {
    const args = ['--headless=new', ...root, ...flags]
    const browser = await chromium.launch({ executablePath: ensureBrowser(), args })
    const page = await browser.newPage()
    await serveBundle(page, 'bench', files)
    await page.goto('http://localhost/bench/')
    const adapter = await page.evaluate(findAdapter)
    if (adapter === 'hardware' || i === ADAPTERS.length - 1) return { browser, page, adapter }
    await browser.close()
  }
  throw new Error('There is no browser to run it in.')
}

async function findAdapter(): Promise<Adapter> {
  const found = await navigator.gpu?.requestAdapter()
  if (!found) return 'none'
  return found.info.isFallbackAdapter ? 'software' : 'hardware'
}
