import { type BrowserContext, test as base, expect, type Worker } from '@playwright/test'

export { expect }

/** Said by Playwright itself where a test keeps the service worker out. */
const BLOCKED = /^console warning: Service Worker registration blocked by Playwright/

/** What must not happen on any page of a test; the test fails at its end with the list of what did. */
export class Watch {
  readonly #seen: string[] = []
  readonly #allowed: RegExp[] = [BLOCKED]

  /** Lets through what this test provokes on purpose. Matches a whole problem, e.g. `/^console warning: Device lost/`. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  /** Lets pages of another origin, which the test itself serves, ask for files; theirs and the lab's alike. */
  allowOrigin(origin: string): void {
    this.allow(new RegExp(`^request to ${origin.replaceAll('.', '\\.')}$`))
  }

  /** Every problem so far that was not allowed. */
  get problems(): string[] {
    return this.#seen.filter(problem => !this.#allowed.some(pattern => pattern.test(problem)))
  }

  async observe(context: BrowserContext, origin: string): Promise<void> {
    const see = (problem: string) => this.#seen.push(problem)
    context.on('console', message => {
      // Of pages and of their workers.
      if (['error', 'warning'].includes(message.type())) see(`console ${message.type()}: ${message.text()}`)
    })
    context.on('weberror', event => see(`uncaught: ${String(event.error())}`))
    context.on('request', request => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.origin !== origin) see(`request to ${url.origin}`)
    })
    context.on('page', page => {
      page.on('websocket', socket => see(`socket to ${socket.url()}`))
      page.on('worker', watchWorker)
    })
    await context.exposeBinding('reportViolation', (_, violation: string) => see(`policy: ${violation}`))
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        void (window as unknown as { reportViolation(text: string): void }).reportViolation(
          `${effectiveDirective} ${blockedURI}`,
        )
      })
    })
  }
}

/** Violations in a worker fire no event on the page, and Playwright does not pass on what the browser says of them. */
function watchWorker(worker: Worker): void {
  const listening = worker.evaluate(() => {
    self.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      console.error(`policy in a worker: ${effectiveDirective} ${blockedURI}`)
    })
  })
  // A worker may end before it is reached.
  listening.catch(() => null)
}

/** Playwright's `test`, whose pages are watched: see `Watch`. */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch()
      await watch.observe(context, new URL(baseURL!).origin)
      await use(watch)
      expect(watch.problems, 'what the browser complained about').toEqual([])
    },
    { auto: true },
  ],
})
