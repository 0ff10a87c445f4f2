import { compiledKernels, kernelThreads } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader, stepOf } from '../reader'
import { type Mate, matesToRead, nextNumber } from './mates'
import { openPackedReader } from './reader'
import { type Extensible, type Rows, rowsOf } from './readingOrders'

/** Prompts of a thread at least: below that it is not worth the messages. */
const LEAST_PROMPTS = 4

/**
 * Reads by kernels on as many threads as those have, each some of the prompts with all that is read behind them. Every row is
 * computed as on one thread, bit for bit. Null where there are no kernels.
 */
export function openSharedReader(shape: TransformerShape, theta: Float32Array): Reader | null {
  const own = openPackedReader(shape, theta)
  if (!own) return null
  const mates = matesToRead(kernelThreads() - 1)
  return mates.length > 0 ? new SharedReader(own, theta, mates) : own
}

/** Neighbouring prompts that one thread reads, or what was read behind them. */
interface Share {
  rows(): Promise<Rows>
  extend(tokens: Continuing): Share
  dispose(): void
}

/** That of the thread itself. */
class OwnShare implements Share {
  constructor(private readonly read: Extensible) {}

  rows(): Promise<Rows> {
    return rowsOf(this.read)
  }

  extend(tokens: Continuing): Share {
    return new OwnShare(this.read.extend(tokens))
  }

  dispose(): void {
    this.read.dispose()
  }
}

/** That of another thread, which has been told to read it. */
class MatesShare implements Share {
  private instead: Extensible | null = null

  /** @param again reads the same on the thread itself */
  constructor(
    private readonly mate: Mate,
    private readonly number: number,
    private readonly again: () => Extensible,
  ) {}

  async rows(): Promise<Rows> {
    return (this.instead ? null : await this.mate.rows(this.number)) ?? rowsOf(this.here())
  }

  extend(tokens: Continuing): Share {
    const read = nextNumber()
    this.mate.tell({ kind: 'extend', from: this.number, read, tokens })
    return new MatesShare(this.mate, read, () => this.here().extend(tokens))
  }

  dispose(): void {
    this.mate.tell({ kind: 'dispose', read: this.number })
    this.instead?.dispose()
  }

  private here(): Extensible {
    this.instead ??= this.again()
    return this.instead
  }
}

export class SharedReader implements Reader {
  private readonly number = nextNumber()
  readonly shape: TransformerShape

  /** @param own is disposed of with it */
  constructor(
    private readonly own: Reader,
    theta: Float32Array,
    private readonly mates: readonly Mate[],
  ) {
    this.shape = own.shape
    const module = compiledKernels()!
    for (const mate of mates) mate.tell({ kind: 'open', reader: this.number, module, shape: this.shape, theta })
  }

  prompts(prompts: readonly (readonly number[])[]): PromptsRead {
    const lengths = lengthsOf(this.shape, prompts)
    const count = Math.max(1, Math.min(this.mates.length + 1, Math.floor(prompts.length / LEAST_PROMPTS)))
    const bounds = Array.from({ length: count + 1 }, (_, i) => Math.round((i * prompts.length) / count))
    const shares = backwards(count, i => {
      const some = prompts.slice(bounds[i], bounds[i + 1])
      return i === 0 ? new OwnShare(this.own.prompts(some)) : this.toldToRead(this.mates[i - 1], some)
    })
    return new SharedRead(this.shape, lengths, bounds, shares, null)
  }

  dispose(): void {
    for (const mate of this.mates) mate.tell({ kind: 'close', reader: this.number })
    this.own.dispose()
  }

  private toldToRead(mate: Mate, prompts: readonly (readonly number[])[]): Share {
    const read = nextNumber()
    mate.tell({ kind: 'prompts', reader: this.number, read, prompts })
    return new MatesShare(mate, read, () => this.own.prompts(prompts))
  }
}

/** What was read, thread by thread; as prompts nothing lies behind them, as a continuation `behind` says what. */
class SharedRead implements PromptsRead, Continuation {
  rowOf: Int32Array = new Int32Array(0)
  readonly groups: number
  readonly depth: number

  constructor(
    readonly shape: TransformerShape,
    readonly lengths: readonly number[],
    private readonly bounds: readonly number[],
    private readonly shares: readonly Share[],
    private readonly behind: Pick<Continuation, 'groups' | 'depth'> | null,
  ) {
    this.groups = behind?.groups ?? 0
    this.depth = behind?.depth ?? 0
  }

  async logits(): Promise<Float32Array> {
    const { vocabulary: V } = this.shape
    const all = await Promise.all(this.shares.map(share => share.rows()))
    const logits = new Float32Array(all.reduce((sum, own) => sum + own.logits.length, 0))
    const rowOf = new Int32Array(all.reduce((sum, own) => sum + own.rowOf.length, 0))
    let [at, row] = [0, 0]
    for (const own of all) {
      logits.set(own.logits, at)
      for (let i = 0; i < own.rowOf.length; i++) rowOf[row + i] = own.rowOf[i] + at / V
      at += own.logits.length
      row += own.rowOf.length
    }
    this.rowOf = rowOf
    return logits
  }

  extend(tokens: Continuing): SharedRead {
    const { shape, lengths, bounds, shares, behind } = this
    const { groups, before, added } = stepOf(shape, lengths, behind, tokens)
    const next = backwards(shares.length, i => shares[i].extend(tokens.slice(bounds[i], bounds[i + 1])))
    return new SharedRead(shape, lengths, bounds, next, { groups, depth: before + added })
  }

  dispose(): void {
    for (const share of this.shares) share.dispose()
  }
}

/** The thread's own share is the first and comes last, when all others are at work. */
function backwards(count: number, shareOf: (i: number) => Share): Share[] {
  const shares = new Array<Share>(count)
  for (let i = count - 1; i >= 0; i--) shares[i] = shareOf(i)
  return shares
}
