import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Colour = readonly [number, number, number]

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** Both values of a token, as written: light, dark. */
function token(name: string): readonly [Colour, Colour] {
  const pair = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)
  if (!pair) throw new Error(`no token ${name}`)
  return [linear(pair[1]), linear(pair[2])]
}

/** Linear sRGB in [0, 1]. */
function linear(hex: string): Colour {
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

function luminance([r, g, b]: Colour): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Machado, Oliveira, Fernandes (2009), severity 1, on linear sRGB; rows of 3 × 3. */
const VISION = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const

function seen([r, g, b]: Colour, m: readonly number[]): Colour {
  const row = (i: number): number => Math.min(1, Math.max(0, m[i] * r + m[i + 1] * g + m[i + 2] * b))
  return [row(0), row(3), row(6)]
}

/** Oklab, in which equal distances look about equally far apart. */
function oklab([r, g, b]: Colour): Colour {
  const [l, m, s] = [
    0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
    0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
    0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
  ].map(Math.cbrt)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function distance(one: Colour, other: Colour): number {
  const [a, b] = [oklab(one), oklab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const RUNS = [0, 1, 2, 3, 4].map(i => token(`run-${i}`))
const PANEL = token('panel')

/** Distances in Oklab: 0.02 is just noticeable side by side; lines apart from each other need more. */
const APART = 0.08

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours of runs on %s', (_, theme) => {
  test.each(RUNS.map((run, i) => [i, run[theme]] as const))('run %i stands out from the panel', (_i, colour) => {
    expect(contrast(colour, PANEL[theme])).toBeGreaterThanOrEqual(3)
  })

  test.each(Object.entries(VISION))('no two are alike to %s vision', (_name, matrix) => {
    for (let i = 0; i < RUNS.length; i++) {
      for (let j = 0; j < i; j++) {
        const apart = distance(seen(RUNS[i][theme], matrix), seen(RUNS[j][theme], matrix))
        expect(apart, `runs ${i} and ${j}`).toBeGreaterThanOrEqual(APART)
      }
    }
  })
})

test('the check can fail: pure red and a dark green are alike to deutan vision but not to the usual', () => {
  const [red, green] = [linear('#b04020'), linear('#707a00')]
  expect(distance(red, green)).toBeGreaterThan(0.12)
  expect(distance(seen(red, VISION.deutan), seen(green, VISION.deutan))).toBeLessThan(0.5 * distance(red, green))
})
