import { bindingsOf, type Dispatch, FIRST_BUFFER, type Program, wgslOf } from './program'

interface Compiled {
  readonly layout: GPUBindGroupLayout
  pipeline: GPUComputePipeline | null
}

/** By device and text: what one run has compiled serves the next. */
const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>()

/** Uniform bindings begin at multiples of this, bytes. */
const ALIGNMENT = 256

/**
 * A list of dispatches with all that they need of the device but the buffers they work on, so that a step only replays it.
 */
export class CommandList {
  private readonly constants: GPUBuffer
  private readonly offsets: readonly number[]
  private readonly entries: readonly {
    readonly dispatch: Dispatch
    readonly compiled: Compiled
    readonly group: GPUBindGroup
  }[]

  /** @param counts holds the number of rows of each view; see `writeCounts` */
  constructor(
    private readonly device: GPUDevice,
    dispatches: readonly Dispatch[],
    counts: GPUBuffer,
  ) {
    let size = 0
    this.offsets = dispatches.map(({ constants }) => {
      const offset = size
      size += Math.ceil(constants.byteLength / ALIGNMENT) * ALIGNMENT
      return offset
    })
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
    this.constants = device.createBuffer({ size: Math.max(size, ALIGNMENT), usage })
    this.entries = dispatches.map((dispatch, i) => {
      const { program, buffers, constants, view } = dispatch
      const layout = layoutOf(device, program)
      const own = { buffer: this.constants, offset: this.offsets[i], size: constants.byteLength }
      const entries: GPUBindGroupEntry[] = [
        { binding: 0, resource: { buffer: counts, offset: view * ALIGNMENT, size: 4 } },
        ...(constants.length > 0 ? [{ binding: 1, resource: own }] : []),
        ...buffers.map((resource, j) => ({ binding: FIRST_BUFFER + j, resource })),
      ]
      if (constants.length > 0) device.queue.writeBuffer(this.constants, this.offsets[i], constants)
      return { dispatch, compiled: layout, group: device.createBindGroup({ layout: layout.layout, entries }) }
    })
  }

  /** Compiles all programs that are not yet, in parallel. @param progress is told what share of them is */
  async compile(progress?: (share: number) => void): Promise<void> {
    const missing = new Map(
      this.entries.flatMap(({ dispatch, compiled }) => (compiled.pipeline ? [] : [[compiled, dispatch.program]])),
    )
    let done = 0
    await Promise.all(
      Array.from(missing, async ([compiled, program]) => {
        compiled.pipeline = await this.device.createComputePipelineAsync(descriptor(this.device, program, compiled))
        progress?.(++done / missing.size)
      }),
    )
  }

  /** Other constants for the last dispatch from now on. */
  setLast(constants: Float32Array<ArrayBuffer>): void {
    this.device.queue.writeBuffer(this.constants, this.offsets.at(-1)!, constants)
  }

  /** @param rows of each view */
  encode(pass: GPUComputePassEncoder, rows: readonly number[]): void {
    for (const { dispatch, compiled, group } of this.entries) {
      compiled.pipeline ??= this.device.createComputePipeline(descriptor(this.device, dispatch.program, compiled))
      pass.setPipeline(compiled.pipeline)
      pass.setBindGroup(0, group)
      pass.dispatchWorkgroups(...dispatch.groups(rows[dispatch.view]))
    }
  }

  destroy(): void {
    this.constants.destroy()
  }
}

/** For the number of rows of each of so many views. */
export function createCounts(device: GPUDevice, views: number): GPUBuffer {
  return device.createBuffer({ size: views * ALIGNMENT, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
}

export function writeCounts(device: GPUDevice, counts: GPUBuffer, rows: readonly number[]): void {
  const words = new Uint32Array(counts.size / 4)
  for (const [view, count] of rows.entries()) words[(view * ALIGNMENT) / 4] = count
  device.queue.writeBuffer(counts, 0, words)
}

function layoutOf(device: GPUDevice, program: Program): Compiled {
  const known = compiled.get(device) ?? new Map<string, Compiled>()
  compiled.set(device, known)
  const text = wgslOf(program)
  const found = known.get(text) ?? {
    layout: device.createBindGroupLayout({ label: program.name, entries: bindingsOf(program) }),
    pipeline: null,
  }
  known.set(text, found)
  return found
}

function descriptor(device: GPUDevice, program: Program, { layout }: Compiled): GPUComputePipelineDescriptor {
  return {
    label: program.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: program.name, code: wgslOf(program) }) },
  }
}
