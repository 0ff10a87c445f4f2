import type { DatasetRule } from './rule'

export const tournament: DatasetRule = {
  id: 'tournament',
  kind: 'dataset',
  label: 'Tournament',
  short: 'tournament',
  equation: 'π̂ = argmin_i max_j P̂[log π_j − log π_i ≥ log N₀]   (Eq. 28–29)',
  help: 'Every step draws another dataset of n sequences and takes the model that no other beats by a factor of N₀ on many of them; a tie goes to the first.',
  optIn: true,
  uses: ['n', 'N0'],
  stepSize: 0.01,
  choose(models, counts) {
    if (!models.tournament) throw new Error('This class of models is too large for a tournament.')
    return models.tournament(counts)
  },
}
