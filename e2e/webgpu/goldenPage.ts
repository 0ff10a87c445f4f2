import { type Difference, passDifferences, RULES, stepDifferences, TOLERANCE } from '../../cli/golden'
import { openBackend } from '../../src/engine/backend'

export interface GoldenResult {
  readonly backend: string
  readonly differences: readonly Difference[]
  /** Largest that is accepted. */
  readonly tolerance: number
}

/** The golden comparison on the page's own WebGPU device. */
export async function compare(): Promise<GoldenResult> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  const differences = await passDifferences()
  for (const id of RULES) differences.push(...(await stepDifferences(id)))
  return { backend: report.id, differences, tolerance: TOLERANCE }
}
