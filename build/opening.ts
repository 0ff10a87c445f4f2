import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { coverageAt, coverageProfile } from '../src/coverage/profile.ts'
import type { Recording } from '../src/state/recording.ts'

/** What index.html has in the place of the picture. */
const PLACE = '<!-- the recorded run -->'
const RECORDING = join(import.meta.dirname, '..', 'public', 'recorded', 'opening.json')

/** Of the tail whose mass is drawn. */
const N = 8
/** Size of the drawing, and of the plot in it, in its own units. */
const WIDTH = 400
const HEIGHT = 190
const LEFT = 34
const RIGHT = 338
const TOP = 12
const BOTTOM = 160
/** The untrained model is off this scale by far; it is left out. */
const LARGEST = 0.2

/**
 * Draws the recorded run into index.html: its KL and Cov_N over the steps, traced by the style sheet alone, so that something
 * true moves before the first script is there. The page draws the same recording in full once it can.
 */
export function opening(): Plugin {
  return {
    name: 'opening',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        if (!html.includes(PLACE)) throw new Error(`index.html has no place "${PLACE}" for the recorded run.`)
        return html.replace(PLACE, picture(JSON.parse(readFileSync(RECORDING, 'utf8'))))
      },
    },
  }
}

const count = (steps: number) => steps.toLocaleString('en-US')

function picture({ frames, weights }: Recording): string {
  const mass = Float64Array.from(weights)
  const trained = frames.slice(1)
  const steps = trained.map(({ step }) => step)
  const last = steps[steps.length - 1]
  const covered = trained.map(frame => coverageAt(coverageProfile(Float32Array.from(frame.logRatios), mass), N))
  const x = (step: number) => LEFT + (step / last) * (RIGHT - LEFT)
  const y = (value: number) => BOTTOM - (value / LARGEST) * (BOTTOM - TOP)
  const trace = (values: readonly number[], style: string) => {
    const points = values.map((value, i) => `${x(steps[i]).toFixed(1)},${y(value).toFixed(1)}`)
    return `<polyline class="${style}" points="${points.join(' ')}" />`
  }
  const line = (value: number) =>
    `<path class="opening-grid" d="M${LEFT} ${y(value)}H${RIGHT}" /><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`
  const tick = (step: number) => `<text x="${x(step)}" y="${BOTTOM + 20}" text-anchor="middle">${count(step)}</text>`
  const name = (value: number, text: string) => `<text x="${RIGHT + 6}" y="${y(value) + 4}">${text}</text>`
  const below = '<tspan dy="3" font-size="10">'
  return [
    `<svg class="opening-run" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="opening-title">`,
    `<title id="opening-title">A recorded run: KL and Cov_${N} over ${last} steps</title>`,
    ...[0, LARGEST / 2, LARGEST].map(line),
    ...[0, last / 2, last].map(tick),
    '<g class="opening-traces">',
    trace(
      trained.map(({ kl }) => kl),
      'opening-kl',
    ),
    trace(covered, 'opening-coverage'),
    '</g>',
    name(trained[trained.length - 1].kl, 'KL, nats'),
    name(covered[covered.length - 1], `Cov${below}${N}</tspan>`),
    '</svg>',
    `<p>A recorded run over ${count(last)} steps, while the lab loads.</p>`,
  ].join('')
}
