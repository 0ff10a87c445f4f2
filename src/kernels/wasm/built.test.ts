import { expect, it } from 'vitest'
import { hash, hashOfSources } from '../../../scripts/kernels.mjs'
import { MODULE, MODULE_HASH, SOURCES_HASH } from './built'

it('was built of these sources, and is what was built: npm run kernels', () => {
  expect(SOURCES_HASH).toBe(hashOfSources())
  expect(MODULE_HASH).toBe(hash(Buffer.from(MODULE, 'base64')))
})
