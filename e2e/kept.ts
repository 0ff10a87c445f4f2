import type { Page } from '@playwright/test'

/** What the device keeps of the page as it stands: its present run, the other of A and B, and how many runs lie over the charts. */
export async function keptSession(page: Page): Promise<{ run: boolean; rival: boolean; overlays: number }> {
  const [session] = (await read(page, 'sessions', 'getAll')) as {
    run: unknown
    rival: unknown
    overlays: readonly unknown[]
  }[]
  return {
    run: Boolean(session?.run),
    rival: Boolean(session?.rival),
    overlays: session?.overlays.length ?? 0,
  }
}

/** How many outcomes of sweeps the device keeps. */
export async function keptOutcomes(page: Page): Promise<number> {
  return (await read(page, 'outcomes', 'getAllKeys')).length
}

function read(page: Page, store: string, what: 'getAll' | 'getAllKeys'): Promise<unknown[]> {
  return page.evaluate(
    ([store, what]) =>
      new Promise(resolve => {
        const opening = indexedDB.open('coverage-lab')
        opening.onsuccess = () => {
          const request = opening.result.transaction(store).objectStore(store)[what]()
          request.onsuccess = () => resolve(request.result)
          opening.result.close()
        }
      }),
    [store, what] as const,
  )
}
