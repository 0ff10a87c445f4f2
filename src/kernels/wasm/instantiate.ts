/** Each kernel is compiled once. */
const compiled = new Map<string, WebAssembly.Module | null>()

/**
 * A fresh instance of a kernel, with a memory of its own; null where there is no WebAssembly with vectors, or none is allowed.
 * Compiles while the caller waits: not to be used on a page's main thread.
 */
export function instantiate<E>(base64: string): E | null {
  if (!compiled.has(base64)) compiled.set(base64, compile(base64))
  const module = compiled.get(base64)
  return module ? (new WebAssembly.Instance(module).exports as E) : null
}

function compile(base64: string): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)))
  } catch {
    return null
  }
}
