import { describe, expect, it } from 'vitest'
import { answerRatios, bestAnswerBound } from './answers'
import { passAtK } from './bestOfN'
import { bestOfNRegret } from './bestOfNRegret'
import { hellingerBound, klBound, stoppedKlBound } from './bounds'
import { crossEntropy, klDivergence, squaredHellinger, stoppedKl } from './divergences'
import cases from './fixtures/reference-cases.json'
import { coverageAt, coverageProfile } from './profile'
import { offsetTournament, tournament } from './tournament'

type LinearCase = (typeof cases.linear)[number]

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** log softmax⟨θ, φ⟩ over the next token. */
function nextTokenLogProbs(theta: readonly number[], features: readonly (readonly number[])[]): number[] {
  const logits = features.map(phi => dot(theta, phi))
  const logNormaliser = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
  return logits.map(logit => logit - logNormaliser)
}

/** The enumerated responses of a case in the form that src/coverage works on. */
function responsesOf(fixture: LinearCase) {
  const { logps, mu, prefixes, theta, theta_star } = fixture
  const phi = fixture.phi as number[][][][]
  const prefixIndex = new Map(prefixes.map((prefix, i) => [prefix.join(), i]))
  const tokenKl = (x: number, prefix: readonly number[]) => {
    const features = phi[x][prefixIndex.get(prefix.join())!]
    const model = nextTokenLogProbs(theta, features)
    return nextTokenLogProbs(theta_star, features).reduce((sum, p, v) => sum + Math.exp(p) * (p - model[v]), 0)
  }
  return {
    logRatios: Float64Array.from(logps, ({ log_data, log_model }) => log_data - log_model),
    logModel: Float64Array.from(logps, ({ log_model }) => log_model),
    weights: Float64Array.from(logps, ({ x, log_data }) => mu[x] * Math.exp(log_data)),
    pathKl: Float64Array.from(logps, ({ x, y }) => y.reduce((sum, _, h) => sum + tokenKl(x, y.slice(0, h)), 0)),
  }
}

function expectClose(value: number | null, reference: number | null): void {
  if (reference === null || value === null) expect(value).toBe(reference)
  else expect(Math.abs(value - reference)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(reference)))
}

describe.each(cases.linear)('linear case X = $X, V = $V, H = $H, d = $d, B = $B', fixture => {
  const { exact, Ns, bounds } = fixture
  const { logRatios, logModel, weights, pathKl } = responsesOf(fixture)

  it('has its KL, cross-entropy and Hellinger distance', () => {
    expectClose(klDivergence(logRatios, weights), exact.kl)
    expectClose(crossEntropy(logModel, weights), exact.cross_entropy)
    expectClose(squaredHellinger(logRatios, weights), exact.hellinger2)
    // KL is also the mean of the path sums, by the chain rule of KL.
    expectClose(klDivergence(pathKl, weights), exact.kl)
  })

  it('has its coverage profile', () => {
    const profile = coverageProfile(logRatios, weights)
    Ns.forEach((N, i) => {
      expectClose(coverageAt(profile, N), exact.coverage[i])
    })
  })

  it('has its profile for answers that are whole responses, and no larger KL where they are the last token', () => {
    const { logps, mu, V } = fixture
    const logMu = Float64Array.from(logps, ({ x }) => Math.log(mu[x]))
    const logData = logMu.map((log, i) => log + logps[i].log_data)
    const jointModel = logMu.map((log, i) => log + logModel[i])
    const whole = answerRatios({ logData, logModel: jointModel, answer: logps.map((_, i) => i) })
    Ns.forEach((N, i) => {
      expectClose(coverageAt(coverageProfile(whole.logRatios, whole.weights), N), exact.coverage[i])
    })
    const last = answerRatios({ logData, logModel: jointModel, answer: logps.map(({ x, y }) => x * V + y.at(-1)!) })
    expect(klDivergence(last.logRatios, last.weights)).toBeLessThanOrEqual(exact.kl + 1e-12)
    const profile = coverageProfile(logRatios, weights)
    for (const N of Ns.filter(N => N > 1)) {
      const coverage = coverageAt(coverageProfile(last.logRatios, last.weights), N)
      expect(coverage).toBeLessThanOrEqual(bestAnswerBound(profile, N)! + 1e-12)
    }
  })

  it('has a reward that costs Best-of-N half of its coverage or more (Prop. D.7)', () => {
    const prompt = fixture.logps.map(({ x }) => x)
    Ns.forEach((N, i) => {
      if (N < 4) return
      const regret = bestOfNRegret({ weights, prompt, prompts: fixture.mu.length }, logRatios, N / 2)
      expect(regret).toBeGreaterThanOrEqual(exact.coverage[i] / 2 - 1e-12)
      expect(regret).toBeLessThanOrEqual(exact.coverage[i] + 1e-12)
    })
  })

  it('has its stopped KL', () => {
    Ns.forEach((N, i) => {
      expectClose(stoppedKl(pathKl, weights, N), exact.stopped_kl[i])
    })
  })

  it('has its bounds, and none outside their range', () => {
    expect(bounds.map(({ N }) => N)).toEqual(Ns)
    for (const { N, kl, hellinger, stopped_kl } of bounds) {
      expectClose(klBound(klDivergence(logRatios, weights), N), kl)
      expectClose(hellingerBound(squaredHellinger(logRatios, weights), N), hellinger)
      expectClose(stoppedKlBound(stoppedKl(pathKl, weights, N), N), stopped_kl)
    }
  })
})

it.each(cases.profile)('profile case: ties and an infinite ratio count', ({ log_ratios, Ns, coverage }) => {
  const profile = coverageProfile(Float64Array.from(log_ratios, Number), null)
  Ns.forEach((N, i) => {
    expectClose(coverageAt(profile, N), coverage[i])
  })
})

describe.each(cases.tournament)('tournament case with N = $N', ({ N, logps, pairwise: shares, worst, winners }) => {
  const logProbs = logps.map(row => Float64Array.from(row))
  const result = tournament(logProbs, null, N)

  it('has its matrix, worst scores and winners', () => {
    shares.forEach((row, i) => {
      row.forEach((share, j) => {
        expectClose(result.pairwise[i][j], share)
      })
      expectClose(result.worst[i], worst[i])
    })
    expect(result.winners).toEqual(winners)
  })

  it('has the same matrices in an offset tournament where every candidate draws the held-out responses', () => {
    const heldOut = { logProbs, weights: null }
    const { pairwise, onPolicy, offset } = offsetTournament(
      heldOut,
      logps.map(() => heldOut),
      N,
      0.5,
    )
    expect(pairwise).toEqual(result.pairwise)
    expect(onPolicy).toEqual(result.pairwise)
    offset.forEach((row, i) => {
      row.forEach((score, j) => {
        expectClose(score, shares[i][j] * (1 - 2 * N ** 0.5))
      })
    })
  })
})

it.each(cases.pass_at_k)('Pass@$k from $c of $n is $value', ({ n, c, k, value }) => {
  expectClose(passAtK(n, c, k), value)
})

describe.each(cases.bernoulli)('maximum likelihood from $n draws of Ber($p)', fixture => {
  const { p, n, Ns, expected_coverage, prob_infinite_kl } = fixture
  /** Every possible number of ones in the dataset: its probability, and the log ratios of the outcomes 1 and 0. */
  const datasets = Array.from({ length: n + 1 }, (_, ones) => {
    let probability = p ** ones * (1 - p) ** (n - ones)
    for (let i = 1; i <= ones; i++) probability *= (n - ones + i) / i
    return {
      probability,
      logRatios: Float64Array.of(Math.log(p) - Math.log(ones / n), Math.log(1 - p) - Math.log(1 - ones / n)),
    }
  })
  const weights = Float64Array.of(p, 1 - p)

  it('has its expected coverage', () => {
    Ns.forEach((N, i) => {
      const mean = datasets.reduce(
        (sum, { probability, logRatios }) => sum + probability * coverageAt(coverageProfile(logRatios, weights), N),
        0,
      )
      expectClose(mean, expected_coverage[i])
    })
  })

  it('has its probability of an infinite KL', () => {
    const infinite = datasets.filter(({ logRatios }) => klDivergence(logRatios, weights) === Number.POSITIVE_INFINITY)
    expectClose(
      infinite.reduce((sum, { probability }) => sum + probability, 0),
      prob_infinite_kl,
    )
  })
})
