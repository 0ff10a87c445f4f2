const KEY = 'coverage-lab.tab'

/** Milliseconds within which a page that is being reloaded has let go of its lock. */
const LETTING_GO = 300

/**
 * The name of this tab, the same after a reload. A copy of a tab takes a name of its own, since the first one holds a lock on
 * its name for as long as it is open.
 */
export async function tabName(): Promise<string> {
  const remembered = stored()
  if (remembered && ((await held(remembered)) || (await held(remembered, LETTING_GO)))) return remembered
  const fresh = crypto.randomUUID()
  try {
    sessionStorage.setItem(KEY, fresh)
  } catch {
    // Without storage there is nothing to come back to.
  }
  await held(fresh)
  return fresh
}

/** The names of all tabs that are open, where the browser tells. */
export async function openTabs(): Promise<ReadonlySet<string>> {
  // Denied to a frame without an origin of its own.
  const { held: locks = [] } = (await navigator.locks?.query().catch(() => null)) ?? {}
  return new Set(locks.flatMap(({ name }) => (name?.startsWith(KEY) ? [name.slice(KEY.length + 1)] : [])))
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Takes the lock on a name until the page is closed. @returns whether it was free */
async function held(name: string, wait = 0): Promise<boolean> {
  if (!navigator.locks) return true
  await new Promise(resolve => setTimeout(resolve, wait))
  return new Promise(resolve => {
    const until = navigator.locks.request(`${KEY}.${name}`, { ifAvailable: true }, lock => {
      resolve(lock !== null)
      return lock ? new Promise(() => {}) : undefined
    })
    // A frame without an origin of its own is denied all locks, and has no storage to share either.
    until.catch(() => resolve(true))
  })
}
