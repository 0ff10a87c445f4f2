import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform, SHIPPED } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { defaultConfig } from '../config/settings'
import { shapeOf } from '../config/shape'
import { shippedName } from '../config/shipped'
import { SCENARIOS } from '../scenarios/registry'
import { openBackend } from './backend'
import { decodeCheckpoint } from './checkpointFile'
import { Run, runToEnd } from './run'
import { MANIFEST, type ReadShipped, type ShippedFile, sha256, shippedFor, shippedStarts } from './shipped'
import { outcomesOf } from './sweep'

const { readShipped } = nodePlatform()
const listed: Record<string, ShippedFile> = JSON.parse(readFileSync(join(SHIPPED, MANIFEST), 'utf8'))
const fineTuning = defaultConfig('graph-two-rules')
/** Starts of post-training, and of no run by itself. */
const FINE_TUNED = ['graph-two-rules-step-120', 'graph-two-rules-step-1500']
const small = 'K=2&T=1&M=64'

describe('what ships', () => {
  it('is what the list says, and no more than 2 MB', async () => {
    const files = readdirSync(SHIPPED)
    expect(files.sort()).toEqual([...Object.values(listed).map(({ file }) => file), MANIFEST].sort())
    expect(files.reduce((sum, file) => sum + statSync(join(SHIPPED, file)).size, 0)).toBeLessThan(2e6)
    for (const { file, sha256: hash, bytes } of Object.values(listed)) {
      const content = await readShipped(file)
      expect(await sha256(content)).toBe(hash)
      expect(content.length).toBe(bytes)
    }
  })

  it('is a checkpoint of the run that the list names', async () => {
    for (const { file, link, seed, steps, parameters } of Object.values(listed)) {
      const decoded = decodeCheckpoint(await readShipped(file))
      const named = decodeLink(link)
      expect(named.adjustments).toEqual([])
      expect(decoded).toMatchObject({ config: named.config, step: steps, adjustments: [] })
      expect(named.config.values.seed).toBe(seed)
      expect(decoded.theta).toHaveLength(parameters)
    }
  })

  it('is what scenarios start from, at sizes that fit', async () => {
    const startOf = shippedStarts(readShipped)
    const names = SCENARIOS.map(({ id }) => defaultConfig(id)).flatMap(config => shippedName(config) ?? [])
    expect(new Set(Object.keys(listed))).toEqual(new Set([...names, ...FINE_TUNED]))
    const start = await startOf(fineTuning)
    expect(start!.checkpoint).toMatchObject({ step: 0, slots: [] })
    expect(start!.shipped).toEqual(listed['graph-two-rules'])
    expect(shapeOf(decodeLink(start!.shipped.link).config)).toEqual(shapeOf(fineTuning))
  })

  it('is not for pre-training, other sizes or other scenarios', async () => {
    for (const link of ['phase=pre-training', 'W=2', 'width=32', 'heads=2', 'H=3', 'order=shuffled', 'm=40']) {
      expect(await shippedStarts(readShipped)(decodeLink(`scenario=graph-two-rules&${link}`).config), link).toBeNull()
    }
    expect(await shippedStarts(readShipped)(defaultConfig())).toBeNull()
  })
})

describe('the checkpoints that fit a configuration', () => {
  it('are those of its scenario and sizes, from the pre-trained one on', async () => {
    for (const link of ['', 'phase=pre-training', 'seed=4&K=8&rule=sgd']) {
      const fitting = await shippedFor(decodeLink(`scenario=graph-two-rules&${link}`).config, readShipped)
      expect(fitting.map(({ name }) => name)).toEqual(['graph-two-rules', ...FINE_TUNED])
      expect(fitting.map(({ shipped }) => shipped.steps)).toEqual([14_000, 120, 1500])
      expect(fitting[1].shipped).toEqual(listed[FINE_TUNED[0]])
      expect(await fitting[1].theta()).toEqual(
        decodeCheckpoint(await readShipped(`${FINE_TUNED[0]}.safetensors`)).theta,
      )
    }
    for (const link of ['scenario=graph-two-rules&width=32', 'scenario=graph-horizon', 'scenario=mixed-lengths']) {
      expect(await shippedFor(decodeLink(link).config, readShipped), link).toEqual([])
    }
  })

  it('cannot be listed without the list, which is explained', async () => {
    const offline: ReadShipped = async () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(shippedFor(fineTuning, offline)).rejects.toThrow(
      'The list of the checkpoints that ship with the lab could not be loaded (Failed to fetch).',
    )
  })
})

describe('a checkpoint that cannot be had', () => {
  const complaint = async (read: ReadShipped): Promise<string> => {
    const error = await shippedStarts(read)(fineTuning).catch((thrown: Error) => thrown)
    return (error as Error).message
  }
  const replaced =
    (file: string, content: Uint8Array<ArrayBuffer>): ReadShipped =>
    async asked =>
      asked === file ? content : readShipped(asked)
  const { file } = listed['graph-two-rules']

  it('is explained, with what to do instead', async () => {
    const offline = await complaint(async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(offline).toBe(
      'The checkpoint “graph-two-rules” that ships with the lab could not be loaded (Failed to fetch). Choose pre-training to train one yourself, or try again with Reset.',
    )
    expect(await complaint(replaced(MANIFEST, new TextEncoder().encode('{}')))).toContain('does not name it')
    for (const list of ['<html>', '{"graph-two-rules":{"file":"../../secret"}}', '[]']) {
      expect(await complaint(replaced(MANIFEST, new TextEncoder().encode(list)))).toMatch(
        /could not be loaded \(the list .*\)/,
      )
    }
  })

  it('is never taken for one where a single bit is wrong', async () => {
    const content = await readShipped(file)
    content[content.length - 9] ^= 1
    expect(await complaint(replaced(file, content))).toBe(
      'The checkpoint “graph-two-rules” that ships with the lab is damaged (its content is not what it should be). Choose pre-training to train one yourself.',
    )
  })

  it('is asked for again the next time, and what could be had is not', async () => {
    const asked: string[] = []
    const startOf = shippedStarts(async name => {
      asked.push(name)
      if (asked.length === 1) throw new Error('no connection')
      return readShipped(name)
    })
    await expect(startOf(fineTuning)).rejects.toThrow('no connection')
    const start = await startOf(fineTuning)
    expect(await startOf(fineTuning)).toBe(start)
    expect(asked).toEqual([MANIFEST, MANIFEST, file])
  })
})

describe('runs that begin from it', () => {
  const config = decodeLink(`scenario=graph-two-rules&${small}`).config
  const startOf = shippedStarts(readShipped)
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it('begin far below the KL of random weights, from the command line too', async () => {
    const { snapshots } = await runToEnd(config, startOf)
    const { checkpoint } = (await startOf(config))!
    expect(snapshots[0].checkpoint.theta).toEqual(checkpoint.theta)
    expect(snapshots[1].checkpoint.theta).not.toEqual(checkpoint.theta)
    const random = new Run(decodeLink(`scenario=graph-two-rules&phase=pre-training&${small}`).config)
    const { kl } = await random.snapshot()
    random.dispose()
    expect(snapshots[0].kl).toBeLessThan(kl / 4)
    const [[outcome]] = await outcomesOf([{ config, tails: [6] }], undefined, startOf)
    expect(outcome.measures.finalKl).toBe(snapshots[1].kl)
  })

  it('never begin from anything else for want of it', async () => {
    expect(() => new Run(config)).toThrow('begins from the checkpoint “graph-two-rules”, which is not there')
    const [[outcome]] = await outcomesOf([{ config, tails: [6] }])
    expect(outcome.failure).toContain('which is not there')
    expect(() => new Run(config, { step: 0, theta: new Float32Array(5), slots: [] })).toThrow('has 5 parameters')
  })
})
