/// <reference lib="webworker" />

import { adoptKernels, closeKernels, openKernels } from '../../../kernels/wasm/kernels'
import type { HelperOrder } from './helpers'
import { SharedBatch } from './shared'
import { PackedTransformer } from './transformer'

declare const self: DedicatedWorkerGlobalScope

/** Takes parts of batch after batch until they are closed; messages wait so long. */
self.onmessage = ({ data: { module, shape, batch, buffer } }: MessageEvent<HelperOrder>) => {
  adoptKernels(module)
  const kernels = openKernels()!
  const transformer = new PackedTransformer(kernels, shape)
  const shared = new SharedBatch(buffer, shape, batch)
  for (let generation = shared.next(0); generation !== null; generation = shared.next(generation)) {
    shared.work(generation, transformer, false)
  }
  closeKernels(kernels)
}
