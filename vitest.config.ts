import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    // One is left idle by default, and of two cores that is half.
    maxWorkers: '100%',
    include: ['{src,cli,scripts}/**/*.test.{ts,tsx}'],
    // Only to end a test that hangs; generous, because a loaded two-core machine is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
