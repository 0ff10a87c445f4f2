/// <reference lib="webworker" />

import { PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { isolated } from './isolated'

/**
 * Keeps the whole lab on the device, one version at a time, and serves it from there: with or without a network, and on
 * hosts that do not send the headers of isolation. Built by `build/offline.ts`.
 */
declare const self: ServiceWorkerGlobalScope

/** Every file of the built page, with a revision where its name has none; put there by the build. */
declare const FILES: readonly { readonly url: string; readonly revision: string | null }[]
/** Follows from the files. */
declare const VERSION: string

/** Other copies of the lab may lie in other folders of the same host. */
const PREFIX = `coverage-lab ${self.registration.scope} `
const CACHE = PREFIX + VERSION

const lab = new PrecacheController({
  cacheName: CACHE,
  plugins: [{ cacheWillUpdate: async ({ response }) => (response.ok ? isolated(response) : null) }],
})
lab.addToCacheList([...FILES])

// A link's query is read by the page: the file is the same for all of them.
registerRoute(new PrecacheRoute(lab, { ignoreURLParametersMatching: [/.*/], directoryIndex: 'index.html' }))

// A page of the version before, still open, may yet need parts of it that are named after their content.
const ASSETS = new URL('assets/', self.registration.scope).pathname
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(ASSETS),
  async ({ request }) => (await caches.match(request, { ignoreSearch: true })) ?? fetch(request),
)

self.addEventListener('install', event => event.waitUntil(takeAlong().then(() => lab.install(event))))

self.addEventListener('activate', event => event.waitUntil(Promise.all([lab.activate(event), clean()])))

self.addEventListener('message', event => {
  // The person asked for the new version; until then the open pages keep theirs.
  if (event.data === 'take over') event.waitUntil(self.skipWaiting())
  if (event.data === 'page is open') event.waitUntil(clean())
})

/** Copies what an older version has too, so that only what is new comes over the network. */
async function takeAlong(): Promise<void> {
  const cache = await caches.open(CACHE)
  const older = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE)
  for (const cacheName of older) {
    for (const { url, revision } of FILES) {
      const kept = revision === null ? await caches.match(url, { cacheName }) : undefined
      if (kept) await cache.put(url, kept)
    }
  }
}

/** Deletes the files of older versions, but for the last of them while another page is open, which may be of that version. */
async function clean(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const older = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE)
  const gone = pages.length > 1 ? older.slice(0, -1) : older
  for (const name of gone) await caches.delete(name)
}
