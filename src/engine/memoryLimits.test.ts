import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { runLink } from '../../cli/runLink'
import { decodeLink } from '../config/link'
import { memoryLimits } from './memoryLimits'
import type { FromWorker } from './protocol'
import { Session } from './session'

vi.mock(import('./memoryLimits'), async original => {
  const actual = await original()
  return { memoryLimits: vi.fn(actual.memoryLimits) }
})

beforeEach(() => vi.mocked(memoryLimits).mockClear())

const SMALL = 'scenario=graph-horizon&backend=cpu&H=2&W=2&width=8&layers=1&heads=1&K=4&M=64&T=2'

it('refuses a transformer that the device has no room for, before anything is allocated', async () => {
  const said: FromWorker[] = []
  let heard = () => {}
  const session = new Session(nodePlatform(), message => {
    said.push(message)
    if (message.type === 'failed' || message.type === 'snapshot') heard()
  })
  const load = (run: number, link: string) => {
    const answered = new Promise<void>(resolve => {
      heard = resolve
    })
    session.receive({ type: 'load', run, config: decodeLink(link).config, resume: null, origin: null })
    return answered
  }
  const MB = 2 ** 20
  vi.mocked(memoryLimits).mockReturnValue({ device: 'the graphics device', piece: 128 * MB, total: 2048 * MB })
  await load(1, 'scenario=graph-horizon&backend=cpu&K=1024&H=16')
  // 1024 sequences, 4 heads, and 239 tokens that look at 239.
  expect(Math.round((1024 * 4 * 239 ** 2 * 4) / MB)).toBe(893)
  expect(said.at(-1)).toEqual({
    type: 'failed',
    run: 1,
    message: expect.stringMatching(
      /^A step of this transformer needs about 9\.\d GB \(largest piece 893 MB\); the graphics device allows pieces of 128 MB at most\. Smaller K, H or width make it fit\.$/,
    ),
  })
  expect(tf.memory().numTensors).toBe(0)
  await load(2, SMALL)
  expect(said.slice(-2).map(({ type }) => type)).toEqual(['loaded', 'snapshot'])
})

it('tells the command line the same, with the limits of its own backend', async () => {
  vi.mocked(memoryLimits).mockRestore()
  const size = 'H=16&width=384&layers=6&K=1024&M=64'
  await expect(runLink(`scenario=graph-horizon&backend=cpu&${size}`, false, () => {})).rejects.toThrow(
    /about 6\d GB \(largest piece 1\.4 GB\); 4 GB is the most that is asked of the CPU backend\./,
  )
})
