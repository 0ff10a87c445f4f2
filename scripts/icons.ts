import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBrowser } from './browser.mjs'

/** Draws the icons of the installed lab from the page's own (`npx tsx scripts/icons.ts`); systems want them as PNG. */
const PUBLIC = join(import.meta.dirname, '..', 'public')
const SVG = readFileSync(join(PUBLIC, 'favicon.svg'), 'utf8')
const GROUND = /<rect[^>]* fill="(#\w+)"/.exec(SVG)![1]

/** A maskable icon fills its square and keeps what matters in the middle four fifths, since systems cut its edge. */
const ICONS = [
  { name: '192', pixels: 192, share: 1, ground: 'transparent' },
  { name: '512', pixels: 512, share: 1, ground: 'transparent' },
  { name: 'maskable', pixels: 512, share: 0.75, ground: GROUND },
]

const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
mkdirSync(join(PUBLIC, 'icons'), { recursive: true })
for (const { name, pixels, share, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } })
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} }
    svg { width: ${100 * share}vw }</style>${SVG}`,
  )
  writeFileSync(join(PUBLIC, 'icons', `${name}.png`), await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
