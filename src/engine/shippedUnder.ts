import type { ReadShipped } from './shipped'

/** Reads what ships with the lab over the network. @param home the page's own folder */
export function shippedUnder(home: string | URL): ReadShipped {
  return async file => {
    // Asked for again each time, so that a list and a file of different versions never meet.
    const response = await fetch(new URL(`checkpoints/${file}`, home), { cache: 'no-cache' })
    if (!response.ok) throw new Error(`the server answers ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}
