/**
 * The SIMD kernels: a transformer's training step, the linear model's data and steps, and sums along responses. From a module that
 * `npm run kernels` builds of assembly/, which says what each does and takes. All arguments are numbers: addresses and strides in
 * bytes, 0 for no address, and sizes.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory
  /** Where the memory is free. */
  free(): number
  readonly pack: Kernel
  readonly packTransposed: Kernel
  readonly product: Kernel
  readonly addOuterProducts: Kernel
  readonly addColumnSums: Kernel
  readonly embed: Kernel
  readonly addEmbeddingGradient: Kernel
  readonly gather: Kernel
  readonly spread: Kernel
  readonly append: Kernel
  readonly layerNorm: Kernel
  readonly layerNormGradient: Kernel
  readonly gelu: Kernel
  readonly geluGradient: Kernel
  readonly attend: Kernel
  readonly attendBehind: Kernel
  readonly attendGradient: Kernel
  readonly crossEntropy: Kernel
  readonly visits: Kernel
  readonly trainLinear: Kernel
  readonly sumAlong: Kernel
  readonly fold: Kernel
  readonly add: Kernel
  readonly mul: Kernel
  readonly div: Kernel
  readonly maximum: Kernel
  readonly sqrt: Kernel
  readonly sign: Kernel
}

type Kernel = (...addressesAndSizes: number[]) => void

let compiled: WebAssembly.Module | null = null
let threads = 1
let used = 0

/** Kernels that nobody uses: a memory reserves gigabytes of addresses until it is collected, which may be late. */
const idle: Kernels[] = []

/** Bytes of the largest memory that is worth keeping for the next. */
const WORTH_KEEPING = 2 ** 26

/**
 * The same kernels, those first that ask more of the engine. Relaxed SIMD multiplies and adds in one, so that a transformer's
 * numbers differ in their last bits between engines with it and without; all that is computed in float64 is the same.
 */
const MODULES = [() => import('./built/relaxed'), () => import('./built/simd')]

/**
 * Makes `openKernels` give kernels, where the engine has SIMD.
 * @param most threads that may run them at a time
 */
export async function loadKernels(most = 1): Promise<void> {
  threads = most
  for (const load of MODULES) {
    if (compiled) return
    try {
      const { MODULE } = await load()
      adoptKernels(await WebAssembly.compile(Uint8Array.from(atob(MODULE), letter => letter.charCodeAt(0))))
    } catch {
      // Whoever asks for kernels has another way.
    }
  }
}

/** Takes over what another thread has compiled. */
export function adoptKernels(module: WebAssembly.Module): void {
  compiled = module
  idle.length = 0
}

export function compiledKernels(): WebAssembly.Module | null {
  return compiled
}

export function kernelThreads(): number {
  return threads
}

/** How many kernels are open. */
export function usedKernels(): number {
  return used
}

/** Kernels with a memory of their own, full of whatever was there, until they are closed; null where none were loaded. */
export function openKernels(): Kernels | null {
  if (!compiled) return null
  used++
  return idle.pop() ?? (new WebAssembly.Instance(compiled).exports as unknown as Kernels)
}

export function closeKernels(kernels: Kernels): void {
  used--
  if (kernels.memory.buffer.byteLength <= WORTH_KEEPING) idle.push(kernels)
}
