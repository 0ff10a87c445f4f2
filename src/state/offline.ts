import { create } from 'zustand'

/** Milliseconds between two looks for a new version while a page stays open. */
const LOOK_AGAIN = 3_600_000

export interface OfflineState {
  /** Whether everything is on the device, so that the lab works without a network. */
  readonly ready: boolean
  /** A newer version than this page's is on the device: it waits, or another page has taken it up. */
  readonly newer: boolean
  /** Reloads the page in the newer version. */
  reload(): void
}

let registration: ServiceWorkerRegistration | null = null
let asked = false

export const useOffline = create<OfflineState>()(() => ({
  ready: false,
  newer: false,
  reload() {
    asked = true
    if (registration?.waiting) registration.waiting.postMessage('take over')
    else location.reload()
  },
}))

/**
 * Has the service worker keep the lab on the device. To be called once, when the page no longer needs the network itself.
 * A page inside another one keeps nothing: it would do so again for every site that shows it.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || window.top !== window) return
  const { serviceWorker } = navigator
  const before = serviceWorker.controller
  serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload()
    else if (before) useOffline.setState({ newer: true })
  })
  try {
    await serviceWorker.register('service-worker.js', { updateViaCache: 'none' })
  } catch {
    // Some browsers allow none, in private windows for one: the lab works as ever, with a network.
    return
  }
  registration = await serviceWorker.ready
  watch(registration)
  useOffline.setState({ ready: true })
  serviceWorker.controller?.postMessage('page is open')
  if (before) look(registration)
  lookAgain(registration)
}

function watch(watched: ServiceWorkerRegistration): void {
  const follow = (worker: ServiceWorker | null) => {
    const tell = () => {
      // The first of all is not a newer one.
      if (worker?.state === 'installed' && watched.active) useOffline.setState({ newer: true })
    }
    worker?.addEventListener('statechange', tell)
    tell()
  }
  follow(watched.waiting)
  follow(watched.installing)
  watched.addEventListener('updatefound', () => follow(watched.installing))
}

/** A page that stays open looks for a newer version when it is seen again. */
function lookAgain(watched: ServiceWorkerRegistration): void {
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN) return
    looked = Date.now()
    look(watched)
  })
}

/** Browsers look by themselves when a page is opened, but some of them much later. Without a network nothing is found. */
function look(watched: ServiceWorkerRegistration): void {
  watched.update().catch(() => null)
}

/** Whether WebAssembly would have threads here if the page were loaded again, by the service worker. */
export function threadsAfterReload({ ready }: OfflineState): boolean {
  // TensorFlow.js uses half of the cores.
  return ready && !crossOriginIsolated && !navigator.serviceWorker.controller && navigator.hardwareConcurrency >= 4
}
