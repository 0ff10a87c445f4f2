import { describe, expect, it } from 'vitest'
import { decodeLink } from '../config/link'
import { defaultConfig } from '../config/settings'
import { shapeOf } from '../config/shape'
import { decodeTensors, encodeTensors, namedTensors } from '../models/transformer/safetensors'
import { initialParameters } from '../models/transformer/tensors'
import { decodeCheckpoint, encodeCheckpoint, type TrainedParameters } from './checkpointFile'
import { VERSION } from './version'

const { config } = decodeLink('scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&seed=7')
const theta = initialParameters(shapeOf(config)!, 7)
const trained: TrainedParameters = { config, theta, step: 240, changes: [], origin: null }
const bytes = encodeCheckpoint(trained)

/** The file with some of its metadata changed, or left out for undefined. */
function withMetadata(changes: Record<string, string | undefined>): Uint8Array {
  const { tensors, metadata } = decodeTensors(bytes)
  const pairs = Object.entries({ ...metadata, ...changes }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return encodeTensors({ tensors, metadata: Object.fromEntries(pairs) })
}

describe('a checkpoint file', () => {
  it('reads back as what was written', () => {
    expect(decodeCheckpoint(bytes)).toEqual({ config, theta, step: 240, adjustments: [] })
  })

  it('says where its parameters come from', () => {
    const changes = [{ step: 3, id: 'eta', value: 0.1 }]
    const origin = { link: '?v=1&scenario=graph-horizon', step: 12 }
    const { metadata } = decodeTensors(encodeCheckpoint({ ...trained, changes, origin }))
    expect(metadata).toEqual({
      format: 'coverage-lab/checkpoint@1',
      version: VERSION,
      link: '?v=1&scenario=graph-horizon&H=2&width=8&layers=1&heads=1&seed=7&W=2',
      step: '240',
      seed: '7',
      changes: JSON.stringify(changes),
      origin: JSON.stringify(origin),
    })
    expect(decodeTensors(bytes).metadata).not.toHaveProperty('origin')
  })

  it.each([
    ['a text', new TextEncoder().encode('step,kl\n0,3.1\n'), /not a safetensors file/],
    ['one of another program', withMetadata({ format: 'pt' }), /not one that this lab wrote/],
    ['one without a link', withMetadata({ link: undefined }), /not one that this lab wrote/],
    ['one of a linear model', withMetadata({ link: '?v=1' }), /“\?v=1” trains no transformer/],
    ['one of a link that means nothing', withMetadata({ link: 'banana' }), /“banana” trains no transformer/],
    ['a step that is none', withMetadata({ step: '-1' }), /“-1” is not a number of steps/],
    ['no step', withMetadata({ step: undefined }), /is not a number of steps/],
    [
      'a configuration of another width',
      withMetadata({ link: '?scenario=graph-horizon&H=2&W=2&width=16&layers=1&heads=1' }),
      /“wte” is 39 × 8; it must be 39 × 16/,
    ],
    [
      'a configuration of more layers',
      withMetadata({ link: '?scenario=graph-horizon&H=2&W=2&width=8&layers=2&heads=1' }),
      /no tensor “h1/,
    ],
    ['a configuration of fewer layers', encodeCheckpointOf('layers=2', 'layers=1'), /tensor “h1.ln1.g” is not one of/],
    ['half of it', bytes.subarray(0, bytes.length / 2), /does not fit/],
  ])('is not %s', (_, file, sentence) => {
    expect(() => decodeCheckpoint(file)).toThrow(sentence)
  })

  it('holds finite numbers only, and those of a transformer', () => {
    const broken = theta.slice()
    broken[5] = Number.NaN
    expect(() => decodeCheckpoint(encodeCheckpoint({ ...trained, theta: broken }))).toThrow('not finite')
    expect(() => encodeCheckpoint({ ...trained, config: defaultConfig() })).toThrow(
      'Only the parameters of a transformer',
    )
  })

  it('names what of its link was not taken as written', () => {
    const { adjustments } = decodeCheckpoint(withMetadata({ link: `${decodeTensors(bytes).metadata.link}&later=3` }))
    expect(adjustments).toEqual([expect.stringContaining('“later”')])
  })
})

/** Tensors of one configuration under the link of another. */
function encodeCheckpointOf(has: string, says: string): Uint8Array {
  const sizes = 'scenario=graph-horizon&H=2&W=2&width=8&heads=1'
  const shape = shapeOf(decodeLink(`${sizes}&${has}`).config)!
  const tensors = namedTensors(shape, initialParameters(shape, 0))
  return encodeTensors({ tensors, metadata: { ...decodeTensors(bytes).metadata, link: `${sizes}&${says}` } })
}
