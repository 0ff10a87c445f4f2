/** What WebGPU was told. */
export interface GpuCalls {
  readonly dispatches: number
  readonly submits: number
}

/** Counts the calls that work makes on a device's queue, and on any compute pass. */
export function countGpuCalls({ queue }: GPUDevice, work: () => void): GpuCalls {
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
  try {
    work()
  } finally {
    queue.submit = submit
    GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups
  }
  return calls
}
