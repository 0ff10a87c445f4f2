/** What WebGPU was told. */
export interface GpuCalls {
  dispatches: number
  submits: number
  /** Buffers whose content was asked back. */
  readings: number
}

/** Counts the calls of all devices from now on, until it is stopped; all stay 0 where there is no WebGPU. */
export function watchGpuCalls(): { readonly calls: Readonly<GpuCalls>; stop(): void } {
  const calls = { dispatches: 0, submits: 0, readings: 0 }
  if (typeof GPUQueue === 'undefined') return { calls, stop() {} }
  const { submit } = GPUQueue.prototype
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = GPUComputePassEncoder.prototype
  const { mapAsync } = GPUBuffer.prototype
  GPUQueue.prototype.submit = function (...buffers) {
    calls.submits++
    return submit.apply(this, buffers)
  }
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...groups) {
    calls.dispatches++
    return dispatchWorkgroups.apply(this, groups)
  }
  GPUComputePassEncoder.prototype.dispatchWorkgroupsIndirect = function (...groups) {
    calls.dispatches++
    return dispatchWorkgroupsIndirect.apply(this, groups)
  }
  GPUBuffer.prototype.mapAsync = function (...range) {
    calls.readings++
    return mapAsync.apply(this, range)
  }
  return {
    calls,
    stop() {
      GPUQueue.prototype.submit = submit
      Object.assign(GPUComputePassEncoder.prototype, { dispatchWorkgroups, dispatchWorkgroupsIndirect })
      GPUBuffer.prototype.mapAsync = mapAsync
    },
  }
}

/** Counts the calls that work makes. */
export function countGpuCalls(work: () => void): Readonly<GpuCalls> {
  const { calls, stop } = watchGpuCalls()
  try {
    work()
  } finally {
    stop()
  }
  return calls
}
