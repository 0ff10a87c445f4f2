/** Keeps the spread of a group of equal rewards away from 0. */
const EPSILON = 1e-4

/**
 * Group-normalised advantages (r_g − mean)/(deviation + 10⁻⁴) of G responses to one prompt, [G]; the deviation is that of the
 * group itself, √(mean of squares). All zero where the rewards are equal.
 *
 * With rewards 0 and 1, success probability p and c_G(p) = E[advantage | own reward 1] − E[advantage | own reward 0], the
 * expectation of mean_g A_g ∇log π(y_g) is c_G(p)·∇p: the direction is that of the reward's gradient, and only its length is
 * biased.
 */
export function groupAdvantages(rewards: ArrayLike<number>): Float64Array {
  const G = rewards.length
  let mean = 0
  for (let g = 0; g < G; g++) mean += rewards[g] / G
  let variance = 0
  for (let g = 0; g < G; g++) variance += (rewards[g] - mean) ** 2 / G
  const deviation = Math.sqrt(variance) + EPSILON
  return Float64Array.from({ length: G }, (_, g) => (rewards[g] - mean) / deviation)
}

/**
 * What G responses of π to one prompt weigh in an unbiased estimate of −∇KL(π‖π_start), [G]: with l = log π − log π_start of a
 * response, ∇KL = E_π[l·∇log π] (the term of ∇l itself has mean 0), estimated as mean_g (l_g − mean_{g′≠g} l_{g′}) ∇log π(y_g).
 * The mean over the others is independent of y_g, so that it takes off variance and adds no bias. (The gradient of the popular
 * estimate e^{−l} − 1 + l, taken through l alone, would be that of KL(π_start‖π) instead.)
 * @param logRatios l of each response, nats, [G]; G ≥ 2
 */
export function klWeights(logRatios: ArrayLike<number>): Float64Array {
  const G = logRatios.length
  let sum = 0
  for (let g = 0; g < G; g++) sum += logRatios[g]
  return Float64Array.from({ length: G }, (_, g) => (sum - logRatios[g]) / (G - 1) - logRatios[g])
}
