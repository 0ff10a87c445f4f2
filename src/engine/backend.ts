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
