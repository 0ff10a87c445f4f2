/** What WebGPU was told. */
export interface GpuCalls {
  readonly dispatches: number
  readonly submits: number
}

/** Counts the calls that work makes on a device's queue, and on any compute pass. */
export function countGpuCalls(device: GPUDevice, work: () => void): GpuCalls {
  const stop = startCounting(device)
  try {
    work()
  } finally {
    stop()
  }
  return stop()
}

/** Counts until what is returned is called. */
export function startCounting({ queue }: GPUDevice): () => GpuCalls {
  const calls = { dispatches: 0, submits: 0 }
  const { submit } = queue
  const { dispatchWorkgroups } = GPUComputePassEncoder.prototype
  queue.submit = buffers => {
    calls.submits++
    return submit.call(queue, buffers)
  }
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...groups) {
    calls.dispatches++
    return dispatchWorkgroups.apply(this, groups)
  }
  return () => {
    queue.submit = submit
    GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups
    return calls
  }
}
