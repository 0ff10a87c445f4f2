import { expect, it } from 'vitest'
import { MODULE, MODULE_HASH, SOURCES_HASH } from '../src/kernels/wasm/built'
import { hash, hashOfSources } from './kernels.mjs'

it('was built of these sources, and is what was built: npm run kernels', () => {
  expect(SOURCES_HASH).toBe(hashOfSources())
  expect(MODULE_HASH).toBe(hash(Buffer.from(MODULE, 'base64')))
})
