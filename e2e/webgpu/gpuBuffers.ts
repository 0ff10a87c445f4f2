/** Counts the device's buffers from now on; those that tensors take are made by nothing of our own. */
export function countBuffers(device: GPUDevice): () => number {
  const { createBuffer } = device
  let count = 0
  device.createBuffer = descriptor => {
    const buffer = createBuffer.call(device, descriptor)
    const { destroy } = buffer
    count++
    buffer.destroy = () => {
      count--
      return destroy.call(buffer)
    }
    return buffer
  }
  return () => count
}
