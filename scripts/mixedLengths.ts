import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AverageId, type BestPoint, bestPoints } from '../cli/mixedLengths'

const LENGTHS = [8, 32, 128]
const RULES = { sgd: 'SGD', normalized: 'normalized SGD', sign: 'sign descent' } as const
const SEEDS = 16

const FILE = join(import.meta.dirname, '..', 'docs', 'mixed-lengths.md')

const short = (value: number): string => String(Number(value.toPrecision(2)))

/** Measures the table of docs/mixed-lengths.md again; a few minutes. */
function main(): void {
  const measured = LENGTHS.map(H => {
    const points = bestPoints(H, Object.keys(RULES), SEEDS)
    console.log(`H = ${H}: ${JSON.stringify(points)}`)
    return points
  })
  const table = (average: AverageId) =>
    [
      `| rule | ${LENGTHS.map(H => `H = ${H}`).join(' | ')} | grows | best η falls |`,
      '| --- | --- | --- | --- | --- | --- |',
      ...Object.entries(RULES).map(([id, name]) =>
        rowOf(
          name,
          measured.map(points => points[id][average]),
        ),
      ),
    ].join('\n')
  writeFileSync(FILE, page(table('fifty'), table('every')))
}

function rowOf(name: string, points: readonly BestPoint[]): string {
  const [first, last] = [points[0], points[points.length - 1]]
  const cells = points.map(
    ({ coverage, eta, atEdge }) => `${short(coverage)} (η = ${short(eta)}${atEdge ? ', edge' : ''})`,
  )
  return `| ${[name, ...cells, `${short(last.coverage / first.coverage)}×`, `${short(first.eta / last.eta)}×`].join(' | ')} |`
}

function page(fifty: string, every: string): string {
  return `# Mixed lengths, each rule at its best step size

Written by \`npm run mixed-lengths\`: \`?scenario=mixed-lengths\` at its defaults (B = 3, p = 0.02, K = 16, T = 2000,
λ = 1), seeds 0–${SEEDS - 1}, η on a grid of quarter decades from 10^−3.5 to 1. Each entry is the average of the exact Cov₁₆ over steps and
then over seeds, at the η where it is smallest.

Over 50 steps spaced evenly, the first right after step 1:

${fifty}

Over every step:

${every}

The two averages weigh the way from the start to fair coins differently. At the start, θ₀ = ½, nearly every long response is
under-weighted 16 times. A step of SGD is proportional to the gradient, of order H, and leaves that region at once; a step of the
other two is at most η long, and needs about 0.3/η of them. Among 50 evaluations the first, right after step 1, has the weight of
40 steps: for sign and normalized steps it adds up to 1/50 = 0.02 at every H, and so makes their growth look smaller. The order of
the rules at H = 128, SGD's growth and the fall of its best η do not depend on it.
`
}

main()
