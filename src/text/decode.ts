import type { ExperimentConfig } from '../config/config'

/** How the ways of reading a model are called. */
export const DECODE_LABELS: Readonly<Record<ExperimentConfig['decode'], string>> = {
  standard: 'Standard decoding',
  ttt: 'Test-time training',
}
