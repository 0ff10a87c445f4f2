import type { Page } from '@playwright/test'

/** What the device keeps of the page as it stands: its present run, the other of A and B, and how many runs lie over the charts. */
export function keptSession(page: Page): Promise<{ run: boolean; rival: boolean; overlays: number }> {
  return page.evaluate(
    () =>
      new Promise(resolve => {
        const opening = indexedDB.open('coverage-lab')
        opening.onsuccess = () => {
          const all = opening.result.transaction('sessions').objectStore('sessions').getAll()
          all.onsuccess = () => {
            const [session] = all.result
            resolve({
              run: Boolean(session?.run),
              rival: Boolean(session?.rival),
              overlays: session?.overlays.length ?? 0,
            })
          }
          opening.result.close()
        }
      }),
  )
}
