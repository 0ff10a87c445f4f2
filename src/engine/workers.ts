/** Most workers at a time: their data share the machine's caches with the page. */
const MOST_WORKERS = 4

/** Workers that share a piece of work: one core is left to the page. */
export function workersForCores(cores: number): number {
  return Math.min(MOST_WORKERS, Math.max(1, cores - 1))
}
