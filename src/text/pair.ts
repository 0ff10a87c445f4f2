import { words } from './language'

/** What the page says of A and B. */
export const pairText = words('compare/pair', {
  toggle: 'A/B',
  leave: 'Go on with A alone; B stays over the charts as an earlier run',
  help: 'Train a second run, B, step by step beside this one, A, on the same data, prompts and start',
  tabs: 'Whose settings the controls edit',
  tab: (side: string, label: string) => (label === '' ? side : `${side}: ${label}`),
  shared:
    'A and B are trained in lock-step from step 0. N, T, M, seed, backend and the steps between evaluations are shared: B follows A, and what is set for one is set for both. Leaving A/B goes on with A.',
})
