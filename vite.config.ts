import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { offline } from './build/offline.ts'
import { opening } from './build/opening.ts'
import { preload } from './build/preload.ts'
import { ISOLATION, security } from './build/security.ts'
import { threads } from './build/threads.ts'

export default defineConfig({
  // Relative, so that the built page runs from any folder of any static host.
  base: './',
  // An unknown path is an error here as on any static host, not the page again.
  appType: 'mpa',
  plugins: [react(), security(), opening(), preload(), offline()],
  // recharts looks its scales up by name, and so all of them would be built in, with calendars and time zones.
  resolve: { alias: { 'victory-vendor/d3-scale': join(import.meta.dirname, 'build/scales.ts') } },
  worker: { format: 'es', plugins: () => [threads()] },
  // Nothing inlined: data: URLs would have to be let into the policy.
  build: {
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: { ...ISOLATION } },
  preview: { port: 4173 },
})
