import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figure1, figure2 } from '../cli/graphSearch'
import { type Measured, mean, measured } from '../cli/measured'
import { bestPoints } from '../cli/mixedLengths'
import { coverageAt, coverageProfile } from '../src/coverage/profile'
import { infiniteKlShare } from '../src/scenarios/bernoulli'
import { picksOf } from '../src/scenarios/misspecified'
import { unseenKl } from '../src/scenarios/rarePrompt'

/** One row of README's table of results: what the paper says, and what the lab measures now. */
interface Result {
  readonly scenario: string
  readonly paper: string
  readonly link: string
  readonly seeds: string
  measure(): Promise<string>
}

const short = (value: number): string => String(Number(value.toPrecision(2)))
const listed = (values: readonly number[]): string => values.map(short).join(', ')

/** Mean Cov_N over the evaluations of a link, for each of several links. */
async function meanCoverages(links: readonly string[], N: number): Promise<number[]> {
  const means: number[] = []
  for (const link of links) means.push(mean((await measured(link)).coverages(N)))
  return means
}

const RESULTS: readonly Result[] = [
  {
    scenario: 'mixed-lengths',
    paper: 'Sec. 5: SGD pays for the length of the sequence, normalized and sign steps hardly',
    link: 'scenario=mixed-lengths',
    seeds: '0–15',
    async measure() {
      const rules = ['sgd', 'normalized', 'sign']
      const measured = [8, 32, 128].map(H => bestPoints(H, rules, 16))
      const rows = rules.map(rule => {
        const points = measured.map(each => each[rule].fifty)
        return `${rule} ${listed(points.map(({ coverage }) => coverage))} at best \`η\` ${listed(points.map(({ eta }) => eta))}`
      })
      return `average \`Cov_16\` at \`H\` = 8, 32, 128: ${rows.join('; ')} ([table](docs/mixed-lengths.md))`
    },
  },
  {
    scenario: 'bernoulli',
    paper: 'Sec. 3: KL of the likeliest coin is infinite on average, coverage is `≲ log(1/δ)/n`',
    link: 'scenario=bernoulli&T=1000',
    seeds: '0',
    async measure() {
      const { snapshots, coverages } = await measured(this.link)
      const infinite = snapshots.filter(({ kl }) => kl === Number.POSITIVE_INFINITY).length
      const theory = (100 * infiniteKlShare(0.1, 20)).toFixed(1)
      return `\`p⋆ = 0.1, n = 20\`: KL infinite in ${infinite} of 1,000 datasets (theory ${theory} %), mean \`Cov_2\` ${short(mean(coverages(2)))}`
    },
  },
  {
    scenario: 'rare-prompt',
    paper: 'Prop. 3.2: KL grows with `H`, coverage does not; Thm 6.1: test-time training mends it',
    link: 'scenario=rare-prompt&H=128&decode=ttt&etaT=0.14&M=4096',
    seeds: '0',
    async measure() {
      const standard = (await measured('scenario=rare-prompt&H=128&T=1')).snapshots[0].kl
      const slope = unseenKl({ H: 1, B: 1, n: 100 })
      const read = (await measured(`${this.link}&T=1`)).snapshots[0]
      const rare = (kl: number) => (kl * 200).toFixed(2)
      return `KL = ${(slope * 100).toFixed(3)}·H/n, \`Cov_N ≤ μ(1)\`; on the rare prompt at \`H\` = 128: ${rare(standard)} nats, by test-time training ${rare(read.kl)} ± ${rare(read.klError)}`
    },
  },
  {
    scenario: 'steep-prompts',
    paper: 'Prop. 5.1, Lemma I.6: SGD at `η = u/(HB)` never converges; normalized SGD does',
    link: 'scenario=steep-prompts&T=300&every=1',
    seeds: '0',
    async measure() {
      const sgd = (await measured(this.link)).coverages(16)
      const worst: number[] = []
      for (const eta of [0.03, 0.1, 0.3]) {
        const { coverages } = await measured(`${this.link}&rule=normalized&eta=${eta}`)
        worst.push(Math.max(...coverages(16).slice(150)))
      }
      return `\`Cov_16\` over 300 steps: at least ${Math.min(...sgd).toFixed(3)} with SGD; after 150 steps at most ${worst.map(value => value.toExponential(0)).join(', ')} with normalized SGD at \`η\` = 0.03, 0.1, 0.3`
    },
  },
  {
    scenario: 'slow-prompts',
    paper:
      'Prop. 5.1, Lemma I.7: a step small enough for steep prompts learns a gentle rare one the later the longer `H`',
    link: 'scenario=slow-prompts&every=40',
    seeds: '0–31',
    async measure() {
      const means: number[] = []
      for (const H of [16, 32, 64, 128]) {
        const ofSeeds: number[] = []
        for (let seed = 0; seed < 32; seed++) {
          const { coverages, start, description } = await measured(`${this.link}&H=${H}&seed=${seed}`)
          // The start is one of the steps that the average is over.
          const first = coverageAt(coverageProfile(start.logRatios, description.weights), 16)
          ofSeeds.push(mean([first, ...coverages(16)]))
        }
        means.push(mean(ofSeeds))
      }
      return `mean \`Cov_16\` at \`H\` = 16, 32, 64, 128: ${listed(means)}`
    },
  },
  {
    scenario: 'pivotal-tokens',
    paper: 'Sec. 4.1, Thm 4.2: coverage follows `σ⋆²`, the number of choices, not `H`',
    link: 'scenario=pivotal-tokens&n=8&T=400',
    seeds: '0',
    async measure() {
      const byLength = await meanCoverages(
        [16, 32, 64, 128].map(H => `${this.link}&H=${H}&P=8`),
        16,
      )
      const byChoices = await meanCoverages(
        [2, 8, 32].map(P => `${this.link}&H=32&P=${P}`),
        16,
      )
      return `mean \`Cov_16\` over 400 datasets: ${listed(byLength)} at \`H\` = 16, 32, 64, 128 (\`P\` = 8); ${listed(byChoices)} at \`P\` = 2, 8, 32 (\`H\` = 32)`
    },
  },
  {
    scenario: 'orthonormal',
    paper: 'Prop. I.1: where `σ⋆²` grows with `H`, so does coverage',
    link: 'scenario=orthonormal&T=600',
    seeds: '0',
    async measure() {
      const means = await meanCoverages(
        [8, 16, 32, 64].map(H => `${this.link}&H=${H}`),
        16,
      )
      return `mean \`Cov_16\` over 600 datasets at \`H\` = 8, 16, 32, 64: ${listed(means)}`
    },
  },
  {
    scenario: 'missing-mass',
    paper: 'Prop. 4.1(a): `Cov_N ≥ c·d/n`, flat in `N` up to `e^B`',
    link: 'scenario=missing-mass&T=400',
    seeds: '0',
    async measure() {
      const means: number[] = []
      let beyond = 0
      for (const [d, n] of [
        [20, 40],
        [20, 200],
        [50, 200],
      ]) {
        const { coverages } = await measured(`${this.link}&d=${d}&n=${n}`)
        const B = Math.log(5 * n) + 0.5
        means.push(mean(coverages(2)))
        if (Math.abs(mean(coverages(0.99 * Math.exp(B))) - mean(coverages(2))) > 1e-12)
          throw new Error('It is not flat.')
        beyond = Math.max(beyond, ...coverages(Math.exp(1.5 * B)))
      }
      return `mean \`Cov_N\`, the same from \`N\` = 2 to \`e^B\`: ${listed(means)} at \`d, n\` = 20, 40; 20, 200; 50, 200; ${beyond} at \`e^{1.5B}\``
    },
  },
  {
    scenario: 'fine-rate',
    paper: 'Prop. 4.1(b): `Cov_N ≈ d/(n log N)`',
    link: 'scenario=fine-rate&T=1000',
    seeds: '0–3',
    async measure() {
      const wrong: number[] = []
      const products: number[] = []
      for (const N of [4, 16, 64, 256]) {
        const runs: Measured[] = []
        for (let seed = 0; seed < 4; seed++) runs.push(await measured(`${this.link}&N0=${N}&seed=${seed}`))
        wrong.push(mean(runs.flatMap(({ snapshots }) => snapshots.map(({ checkpoint }) => checkpoint.theta[0]))))
        products.push(mean(runs.flatMap(({ coverages }) => coverages(N))) * Math.log(N))
      }
      return `at \`N\` = 4, 16, 64, 256 likelihood is wrong in ${wrong.map(share => `${Math.round(100 * share)} %`).join(', ')} of 4,000 datasets; mean \`Cov_N·log N\` ${listed(products)}`
    },
  },
  {
    scenario: 'misspecified',
    paper: 'Prop. E.1, Thm 6.3: likelihood picks a model that misses the rare prompt, the tournament one that covers',
    link: 'scenario=misspecified&T=400',
    seeds: '0',
    async measure() {
      const likelihood = (await measured(this.link)).snapshots
      const tournament = (await measured(`${this.link}&rule=tournament`)).snapshots
      const few = (await measured('scenario=misspecified&n=100&T=400')).snapshots
      const second = (runs: typeof likelihood) => runs.filter(({ checkpoint }) => checkpoint.theta[0] === 1).length
      const ties = few.filter(({ counts }) => picksOf(counts!, { alpha: 1, m: 32, N0: 16 }).tournament.length > 1)
      return `\`n\` = 5,000: of 400 datasets likelihood picks \`π₂\` in ${second(likelihood)}, the tournament in ${second(tournament)}; at \`n\` = 100 the tournament ties in ${ties.length}`
    },
  },
  {
    scenario: 'graph-two-rules',
    paper:
      'Fig. 1: KL falls all along, coverage has its best checkpoint on the way; the tournament finds it, KL does not',
    link: 'scenario=graph-two-rules&every=60&M=20000&backend=wasm',
    seeds: '0',
    async measure() {
      const N = 12
      const { checkpoints, best, rise, minKl, picked, withKl, withCoverage } = figure1(await measured(this.link), N)
      console.table(checkpoints)
      const [first, last] = [checkpoints[0], checkpoints[checkpoints.length - 1]]
      const three = (value: number) => value.toFixed(3)
      const falls = checkpoints.every(({ kl }, i) => i === 0 || kl < checkpoints[i - 1].kl)
      return [
        `KL ${falls ? 'falls at every checkpoint' : 'does not fall at every checkpoint'}, from ${three(first.kl)} to ${three(last.kl)} nats`,
        `\`Cov_6\` ${three(first.coverage)}, ${three(best.coverage)} at step ${best.step}, ${three(last.coverage)} at the end (rise ${three(rise.mean)}, 95 % from ${three(rise.low)} to ${three(rise.high)})`,
        `rank correlation of Pass@12 with KL ${withKl.toFixed(2)}, with \`Cov_6\` ${withCoverage.toFixed(2)}`,
        `Pass@12 ${three(picked.passAtN)} at the tournament’s checkpoint (step ${picked.step}), ${three(minKl.passAtN)} at that of least KL (step ${minKl.step})`,
      ].join('; ')
    },
  },
  {
    scenario: 'graph-horizon',
    paper: 'Fig. 2: KL grows with `H`, coverage stays at the mass of what is not learned',
    link: 'scenario=graph-horizon&every=50&backend=wasm',
    seeds: '0',
    async measure() {
      const after = 300
      const points = []
      for (const H of [8, 12, 16]) {
        const point = await figure2(`${this.link}&H=${H}`, 16, after)
        console.table({ H, ...point })
        points.push(point)
      }
      const list = (values: readonly string[]) => values.join(', ')
      return `${after} steps after class 1 is learned (step ${list(points.map(({ learned }) => String(learned)))} at \`H\` = 8, 12, 16): KL ${list(points.map(({ kl }) => kl.toFixed(2)))} nats, \`Cov_16\` ${list(points.map(({ coverage }) => coverage.toFixed(4)))}`
    },
  },
]

const README = join(import.meta.dirname, '..', 'README.md')
const BEGIN = '<!-- results: written by npm run results -->\n'
const END = '<!-- end of results -->'
const HEAD = '| scenario | the paper | the lab | link | seeds |\n| --- | --- | --- | --- | --- |\n'

/** Measures the named scenarios again, or all, and writes their rows into README's table; the others stay as they are. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter(id => !RESULTS.some(({ scenario }) => scenario === id))
  if (unknown.length > 0) throw new Error(`There is no result of ${unknown.join(', ')}.`)
  for (const result of RESULTS) {
    if (wanted.length > 0 && !wanted.includes(result.scenario)) continue
    const row = rowOf(result, await result.measure())
    console.log(row)
    write(result.scenario, row)
  }
}

function rowOf({ scenario, paper, link, seeds }: Result, lab: string): string {
  return `| \`${scenario}\` | ${paper} | ${lab} | \`?${link}\` | ${seeds} |`
}

function write(scenario: string, row: string): void {
  const text = readFileSync(README, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < 0) throw new Error('README has no place for the results.')
  const rows = text.slice(begin + BEGIN.length, end).split('\n')
  const kept = (id: string) => rows.find(line => line.startsWith(`| \`${id}\` |`))
  const all = RESULTS.flatMap(({ scenario: id }) => (id === scenario ? row : (kept(id) ?? [])))
  writeFileSync(README, `${text.slice(0, begin)}${BEGIN}${HEAD}${all.join('\n')}\n${text.slice(end)}`)
}

await main(process.argv.slice(2))
