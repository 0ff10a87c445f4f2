import { lanesFor } from '../../kernels/webgpu/byRow'
import { CommandList, createCounts, writeCounts } from '../../kernels/webgpu/commands'
import { tileFor } from '../../kernels/webgpu/matmul'
import type { Dispatch } from '../../kernels/webgpu/program'
import type { TokenSequence } from './batch'
import { planGradient } from './gpuGradient'
import type { GradientPlan } from './gpuGradientPlan'
import type { Binding, BufferMaker } from './gpuPlan'
import type { TransformerShape } from './layout'
import { rowsOf } from './packing'

/** A plan for batches of up to a number of rows. */
interface Work {
  readonly plan: GradientPlan
  readonly commands: CommandList
}

/** Rows are made room for in multiples of this, which whole tiles end at. */
const ROOM = 256

/** @param device of which only buffers are needed; what else is known of it decides how its programs go about it */
export function planFor(
  device: BufferMaker & Partial<GPUDevice>,
  shape: TransformerShape,
  theta: Binding,
  rows: number,
): GradientPlan {
  const capacity = Math.ceil(rows / ROOM) * ROOM
  return planGradient(device, shape, theta, { capacity, tile: tileFor(device, shape.width), lanes: lanesFor(device) })
}

/** The gradients of batch after batch on a device, and what is done with each, as one list of dispatches in one submit. */
export class GpuBatches {
  private readonly counts: GPUBuffer
  private work: Work | null = null

  /**
   * @param theta all parameters, [P]
   * @param use what follows in the same pass, given where the gradient is, [P]
   */
  constructor(
    private readonly device: GPUDevice,
    private readonly shape: TransformerShape,
    private readonly theta: Binding,
    private readonly use: (gradient: Binding) => readonly Dispatch[] = () => [],
  ) {
    this.counts = createCounts(device, 2)
  }

  /**
   * @param last constants of the last dispatch that follows, from now on
   * @returns where the mean gradient of the weighted sequences is: until the next batch, and without any wait
   */
  submit(sequences: readonly TokenSequence[], last?: Float32Array<ArrayBuffer>): Binding {
    const { device, counts } = this
    const { plan, commands } = this.workFor(sequences)
    const { rows, queries } = plan.packing.fill(sequences)
    device.queue.writeBuffer(plan.indices, 0, plan.packing.words)
    writeCounts(device, counts, [rows, queries])
    if (last) commands.setLast(last)
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    commands.encode(pass, [rows, queries])
    pass.end()
    device.queue.submit([encoder.finish()])
    return plan.gradient
  }

  /** Has everything compiled that such a batch takes. @param progress is told what share of it is */
  compile(sequences: readonly TokenSequence[], progress?: (share: number) => void): Promise<void> {
    return this.workFor(sequences).commands.compile(progress)
  }

  destroy(): void {
    this.counts.destroy()
    this.destroyWork()
  }

  /** The plan for as many rows; a larger one takes a smaller one's place. */
  private workFor(sequences: readonly TokenSequence[]): Work {
    const rows = rowsOf(sequences)
    if (this.work && rows <= this.work.plan.packing.capacity) return this.work
    this.destroyWork()
    const { device, shape, theta } = this
    const plan = planFor(device, shape, theta, rows)
    const commands = new CommandList(device, [...plan.dispatches, ...this.use(plan.gradient)], this.counts)
    this.work = { plan, commands }
    return this.work
  }

  private destroyWork(): void {
    this.work?.plan.destroy()
    this.work?.commands.destroy()
    this.work = null
  }
}
