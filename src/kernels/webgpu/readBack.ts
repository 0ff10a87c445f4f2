/** Bytes of the smallest buffer. */
const LEAST = 2 ** 16

/** Buffers that results are copied to so that they can be read. They go round: a device makes new ones slowly. */
export class ReadBack {
  private readonly all: GPUBuffer[] = []
  private readonly idle = new Set<GPUBuffer>()

  constructor(private readonly device: GPUDevice) {}

  /** Copies so many float32 from the beginning of a buffer. @param encoder is to be submitted before they are read */
  copy(encoder: GPUCommandEncoder, from: GPUBuffer, length: number): Copied {
    const bytes = 4 * length
    const buffer = this.take(bytes)
    encoder.copyBufferToBuffer(from, 0, buffer, 0, bytes)
    let used = false
    const giveBack = () => this.idle.add(buffer)
    return {
      async read() {
        used = true
        await buffer.mapAsync(GPUMapMode.READ, 0, bytes)
        const values = new Float32Array(buffer.getMappedRange(0, bytes).slice(0))
        buffer.unmap()
        giveBack()
        return values
      },
      drop() {
        if (!used) giveBack()
      },
    }
  }

  destroy(): void {
    for (const buffer of this.all) buffer.destroy()
  }

  private take(bytes: number): GPUBuffer {
    const found = Array.from(this.idle).find(({ size }) => size >= bytes)
    if (found) {
      this.idle.delete(found)
      return found
    }
    const size = Math.max(LEAST, 2 ** Math.ceil(Math.log2(bytes)))
    const made = this.device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    this.all.push(made)
    return made
  }
}

/** Numbers that are on their way back from a device. */
export interface Copied {
  /** To be called once. */
  read(): Promise<Float32Array>
  /** Gives up what has not been read. */
  drop(): void
}
