import type { Binding } from './gpuPlan'
import type { TransformerShape } from './layout'

/** Keys and values of tokens that were read, on a device: by layer, [places, 2d] each. */
export class GpuStore {
  private buffers: readonly GPUBuffer[] = []
  places = 0

  constructor(
    private readonly device: GPUDevice,
    private readonly shape: TransformerShape,
  ) {}

  get layers(): readonly Binding[] {
    return this.buffers.map(buffer => ({ buffer }))
  }

  /** Makes room for more places; what is in those that there are stays. */
  enlarge(places: number): void {
    const before = this.buffers
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
    const size = 4 * 2 * this.shape.width * places
    this.buffers = Array.from({ length: this.shape.layers }, () =>
      this.device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST }),
    )
    this.places = places
    const encoder = this.device.createCommandEncoder()
    for (const [layer, buffer] of before.entries()) {
      encoder.copyBufferToBuffer(buffer, 0, this.buffers[layer], 0, buffer.size)
    }
    this.device.queue.submit([encoder.finish()])
    for (const buffer of before) buffer.destroy()
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy()
  }
}
