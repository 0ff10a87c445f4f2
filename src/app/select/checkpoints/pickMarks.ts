import type { PickKind } from '../../../state/picks'

/** The mark of each way of selecting beside the rows. */
export const PICK_MARKS: Readonly<Record<PickKind, string>> = {
  tournament: '●',
  offset: '▲',
  crossEntropy: '□',
  kl: '◇',
  best: '★',
}
