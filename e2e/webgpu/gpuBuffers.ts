/** Sizes of the device's buffers that are made from now on and not destroyed; those that tensors take are made by nothing of our own. */
export function watchBuffers(device: GPUDevice): () => readonly number[] {
  const { createBuffer } = device
  const live = new Map<GPUBuffer, number>()
  device.createBuffer = descriptor => {
    const buffer = createBuffer.call(device, descriptor)
    const { destroy } = buffer
    live.set(buffer, descriptor.size)
    buffer.destroy = () => {
      live.delete(buffer)
      return destroy.call(buffer)
    }
    return buffer
  }
  return () => [...live.values()]
}

/** Counts them. */
export function countBuffers(device: GPUDevice): () => number {
  const sizes = watchBuffers(device)
  return () => sizes().length
}
