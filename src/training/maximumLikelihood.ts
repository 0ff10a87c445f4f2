import type { DatasetRule } from './rule'

export const maximumLikelihood: DatasetRule = {
  id: 'mle',
  kind: 'dataset',
  label: 'Maximum likelihood',
  short: 'likelihood',
  equation: 'θ̂ = argmax Σ_i log π_θ(y_i | x_i) over the whole class',
  help: 'Every step draws another dataset of n sequences and takes the model of largest likelihood, to convergence. What the data leave free stays at its starting value.',
  uses: ['n'],
  stepSize: 0.01,
  choose: (models, counts) => models.maximumLikelihood(counts),
}
