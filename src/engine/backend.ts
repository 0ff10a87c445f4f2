import * as tf from '@tensorflow/tfjs-core'
import type { BackendChoice } from '../config/config'
import { loadKernels } from '../kernels/wasm/kernels'
import type { ReadShipped } from './shipped'

// Leaves out tfjs's own argument checks and its advice to install another package.
tf.enableProdMode()

/** The backend a worker computes on, and why. */
export interface BackendReport {
  readonly id: 'webgpu' | 'wasm' | 'cpu'
  /** For the header, e.g. "WASM · 2 threads". */
  readonly name: string
  /** The WebGPU adapter in words, where one is in use. */
  readonly adapter: string | null
  /** Why it is not WebGPU, in a sentence; null when it is. */
  readonly reason: string | null
  /** What the person can do about it, in a sentence; null when there is nothing to do. */
  readonly advice: string | null
}

export interface Backend {
  readonly report: BackendReport
  /** Resolves, with a reason, if the device goes away; never otherwise. */
  readonly lost: Promise<string>
  /** Resolves when the device has done what it was given so far. */
  settled(): Promise<unknown>
}

/** What the surroundings can compute with. */
export interface Devices {
  readonly gpu: GPU | undefined
  /** Where the WASM binaries lie: a folder, or one address for each file name. */
  readonly wasmPaths: string | Record<string, string>
  /** Threads that WASM may use; more than one needs a cross-origin isolated page. */
  readonly threads: number
}

/** What the surroundings offer; a browser worker and the command line differ in nothing else. */
export interface Platform extends Devices {
  readonly readShipped: ReadShipped
}

interface Refusal {
  readonly reason: string
  readonly advice: string | null
}

const NEVER = new Promise<string>(() => {})

/** Milliseconds after which a threaded WASM start that has not settled is given up: blocked thread workers never answer. */
const THREADS_TIMEOUT = 5_000

/**
 * Makes the best backend for the choice active: WebGPU on a hardware adapter, else WASM, else plain JavaScript. A choice
 * other than `auto` is followed if at all possible, a software adapter included.
 */
export async function openBackend(choice: BackendChoice, platform: Devices): Promise<Backend> {
  const notWebGpu: Refusal = {
    reason: `WebGPU was passed over because ${choice === 'wasm' ? 'WASM' : 'the CPU'} was chosen.`,
    advice: 'Choose “Automatic” to use WebGPU where there is a hardware adapter.',
  }
  let refusal = notWebGpu
  if (choice === 'auto' || choice === 'webgpu') {
    const opened = await openWebGpu(platform.gpu, choice === 'webgpu')
    if ('report' in opened) return opened
    refusal = opened
  }
  if (choice !== 'cpu') {
    const opened = await openWasm(platform, refusal)
    if (opened) return opened
  }
  await import('@tensorflow/tfjs-backend-cpu')
  await tf.setBackend('cpu')
  const wasmFailed = choice === 'cpu' ? '' : ' WebAssembly could not be started either.'
  return ready({ id: 'cpu', name: 'CPU', adapter: null, reason: refusal.reason + wasmFailed, advice: refusal.advice })
}

function ready(report: BackendReport): Backend {
  return { report, lost: NEVER, settled: () => Promise.resolve() }
}

async function openWebGpu(gpu: GPU | undefined, evenSoftware: boolean): Promise<Backend | Refusal> {
  if (!gpu) {
    return {
      reason: 'WebGPU is not available here.',
      advice:
        'Current versions of Chrome, Edge, Firefox and Safari have it on most machines, on pages served over https or from localhost.',
    }
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) {
      return {
        reason: 'The browser has WebGPU, but found no graphics adapter it can use.',
        advice: 'Turn on hardware acceleration in the browser’s settings, or update the graphics driver.',
      }
    }
    const description = describeAdapter(adapter)
    if (adapter.info.isFallbackAdapter && !evenSoftware) {
      return {
        reason: `WebGPU is offered only by a software adapter (${description}), which is tens of times slower than WASM.`,
        advice:
          'Turn on hardware acceleration in the browser’s settings, or choose “WebGPU” to use the software adapter all the same.',
      }
    }
    return await startWebGpu(adapter, description)
  } catch (error) {
    return {
      reason: `WebGPU failed to start: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Reload the page; if it happens again, update the browser or the graphics driver.',
    }
  }
}

async function startWebGpu(adapter: GPUAdapter, description: string): Promise<Backend> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const { limits } = adapter
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  })
  // Our own factory instead of the package's: only so is the device at hand whose loss has to be noticed.
  tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info))
  await tf.setBackend('webgpu')
  // Datasets are drawn by them.
  await loadKernels()
  const software = adapter.info.isFallbackAdapter ? ' · software' : ''
  return {
    report: { id: 'webgpu', name: `WebGPU${software}`, adapter: description, reason: null, advice: null },
    lost: device.lost.then(({ message, reason }) => message || reason),
    settled: () => device.queue.onSubmittedWorkDone(),
  }
}

function describeAdapter({ info }: GPUAdapter): string {
  const words = [info.description || info.device, info.vendor, info.architecture].filter(Boolean)
  return words.length > 0 ? [...new Set(words)].join(', ') : 'unnamed adapter'
}

async function openWasm(platform: Devices, refusal: Refusal): Promise<Backend | null> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  const { wasmPaths } = platform
  if (typeof wasmPaths === 'string') wasm.setWasmPaths(wasmPaths)
  else wasm.setWasmPaths(wasmPaths)
  wasm.setThreadsCount(platform.threads)
  if (platform.threads <= 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  try {
    await withThreads(platform.threads, tf.setBackend('wasm'))
  } catch {
    return platform.threads > 1 ? openWasm({ ...platform, threads: 1 }, refusal) : null
  }
  if (tf.getBackend() !== 'wasm') return null
  const threads = wasm.getThreadsCount()
  await loadKernels(threads)
  const name = `WASM · ${threads === 1 ? '1 thread' : `${threads} threads`}`
  return ready({ id: 'wasm', name, adapter: null, ...refusal })
}

/**
 * Waits for a start that threads may let hang or break.
 * @throws if it fails, if a thread throws, or if it has not settled in time
 */
async function withThreads(threads: number, start: Promise<boolean>): Promise<void> {
  if (threads <= 1) {
    if (!(await start)) throw new Error('WASM did not start.')
    return
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const broken = new Promise<boolean>(resolve => {
    // Stays for good: threads that were given up may still throw, and must not pass for a fault of the engine.
    globalThis.addEventListener('error', event => {
      event.preventDefault()
      resolve(false)
    })
    timer = setTimeout(() => resolve(false), THREADS_TIMEOUT)
  })
  const started = await Promise.race([start, broken])
  clearTimeout(timer)
  if (!started) throw new Error('The threads did not start.')
}
