import { expect, it } from 'vitest'
import * as relaxed from '../src/kernels/wasm/built/relaxed'
import * as simd from '../src/kernels/wasm/built/simd'
import { hash, hashOfSources } from './kernels.mjs'

it('was built of these sources, and is what was built: npm run kernels', () => {
  for (const { SOURCES_HASH, MODULE_HASH, MODULE } of [simd, relaxed]) {
    expect(SOURCES_HASH).toBe(hashOfSources())
    expect(MODULE_HASH).toBe(hash(Buffer.from(MODULE, 'base64')))
  }
  expect(relaxed.MODULE).not.toBe(simd.MODULE)
})
