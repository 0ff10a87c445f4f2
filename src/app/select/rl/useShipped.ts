import { useEffect, useState } from 'react'
import type { ExperimentConfig } from '../../../config/config'
import type { ShippedCheckpoint } from '../../../engine/shipped'
import { shippedUnder } from '../../../engine/shippedUnder'

interface Shipped {
  readonly checkpoints: readonly ShippedCheckpoint[]
  /** Why they are not known, in a sentence. */
  readonly problem: string | null
}

const NONE: Shipped = { checkpoints: [], problem: null }

/** The checkpoints that ship with the lab and fit a configuration; none until the list has been read. */
export function useShipped(config: ExperimentConfig): Shipped {
  const [shipped, setShipped] = useState(NONE)
  const { scenario, model } = config
  // Sizes of the transformer are all that decides; they change with few of the settings, and the list is small.
  const key = JSON.stringify([scenario, model, { ...config.values, N: 0 }])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the configuration that counts
  useEffect(() => {
    let current = true
    read(config).then(
      checkpoints => current && setShipped({ checkpoints, problem: null }),
      (error: unknown) =>
        current && setShipped({ checkpoints: [], problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      current = false
    }
  }, [key])
  return shipped
}

/** What checks the list is large, and nothing else on the page needs it. */
async function read(config: ExperimentConfig): Promise<ShippedCheckpoint[]> {
  const { shippedFor } = await import('../../../engine/shipped')
  return shippedFor(config, shippedUnder(document.baseURI))
}
