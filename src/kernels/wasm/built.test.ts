import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

const SOURCES = join(import.meta.dirname, 'assembly')

it.each(readdirSync(SOURCES))('%s is what its module was built from, and the module is what was built', async file => {
  const built = await import(`./built/${file}`)
  expect(built.source).toBe(sha256(readFileSync(join(SOURCES, file), 'utf8')))
  expect(built.sha256).toBe(sha256(Buffer.from(built.base64, 'base64')))
  expect(readdirSync(join(SOURCES, '..', 'built')).sort()).toEqual(readdirSync(SOURCES).sort())
})
