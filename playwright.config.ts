import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/browser.mjs'

const browser = findBrowser()
if (!browser) throw new Error('No Chromium found: run “npm test”, which installs one, or set CHROMIUM_PATH.')
// Playwright's worker processes read this file again and need not search again.
process.env.CHROMIUM_PATH = browser

const port = Number(process.env.LAB_TEST_PORT ?? 4317)

const FLAGS = [
  // Playwright's own --headless; said again because only the new headless mode has WebGPU.
  '--headless=new',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // The sandbox does not start for root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** A real WebGPU adapter, computed by the CPU, so that the tests see the same one on every machine. */
const SOFTWARE_ADAPTER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

/** `navigator.gpu` is there and has no adapter to give, whatever the machine. */
const NO_ADAPTER = ['--disable-gpu']

function launched(flags: string[]) {
  return { launchOptions: { executablePath: browser!, args: [...FLAGS, ...flags] } }
}

/** A spec directly in e2e/ runs in both projects, what is tagged @page without WebGPU only; one in e2e/webgpu/ or e2e/wasm/ in that one. */
export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  retries: 0,
  // One core each; the software adapter alone takes more than one while it computes.
  workers: 2,
  // Only to end what hangs: software rendering on two cores is slow.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  // The page's own worker would answer from what it has kept; e2e/wasm/offline.spec.ts is about it and lets it in.
  use: {
    serviceWorkers: 'block',
    baseURL: `http://localhost:${port}/`,
    actionTimeout: 15_000,
    navigationTimeout: 60_000,
  },
  projects: [
    { name: 'webgpu', workers: 1, testIgnore: 'wasm/**', grepInvert: /@page/, use: launched(SOFTWARE_ADAPTER) },
    { name: 'wasm', testIgnore: 'webgpu/**', use: launched(NO_ADAPTER) },
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
})
