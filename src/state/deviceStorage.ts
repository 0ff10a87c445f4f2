import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import {
  type KeptEvaluations,
  type KeptOutcome,
  type KeptRun,
  type KeptSession,
  MOST_OUTCOMES,
  MOST_SESSIONS,
  makingRoom,
  type Read,
  type Shelved,
  type Storage,
} from './storage'
import { readEvaluations, readOutcome, readRun, readSession } from './storageRecords'

/** Another number here makes another database: what is there under the old one is then brought over in `upgrade`. */
const VERSION = 1

const NAME = 'coverage-lab'

interface Stores extends DBSchema {
  /** With what decides about room as an index of its own, so that nothing large is read for it. */
  runs: {
    key: string
    value: KeptRun & { readonly shelf: readonly [saved: number, bytes: number, pinned: number] }
    indexes: { shelf: [number, number, number] }
  }
  evaluations: { key: string; value: KeptEvaluations }
  sessions: { key: string; value: KeptSession; indexes: { saved: number } }
  outcomes: { key: string; value: KeptOutcome; indexes: { saved: number } }
}

const ALL = ['runs', 'evaluations', 'sessions', 'outcomes'] as const

/** IndexedDB, where it is allowed and not of a newer version of the lab. @throws Error where it is not */
export async function openDeviceStorage(): Promise<Storage> {
  const database = await openDB<Stores>(NAME, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore('runs', { keyPath: 'key' }).createIndex('shelf', 'shelf')
      fresh.createObjectStore('evaluations')
      fresh.createObjectStore('sessions', { keyPath: 'tab' }).createIndex('saved', 'saved')
      fresh.createObjectStore('outcomes', { keyPath: 'key' }).createIndex('saved', 'saved')
    },
    // A page with a newer version of the lab must not have to wait for this one.
    blocking: (_before, _blocked, event) => (event.target as IDBDatabase).close(),
  })
  return new DeviceStorage(database)
}

class DeviceStorage implements Storage {
  readonly lasting = true

  constructor(private readonly database: IDBPDatabase<Stores>) {}

  async runs(): Promise<Read<KeptRun>> {
    const records = await this.database.getAll('runs')
    const read = sorted(records, readRun)
    await this.remove(read.bad.map(({ key }) => key))
    return { kept: read.good, damaged: read.bad.length }
  }

  async put(run: KeptRun, evaluations: KeptEvaluations): Promise<readonly string[]> {
    const transaction = this.database.transaction(['runs', 'evaluations'], 'readwrite')
    const runs = transaction.objectStore('runs')
    const shelved: Shelved[] = []
    // Whatever fails in the transaction, for want of room say, fails it as a whole.
    transaction.done.catch(() => null)
    await runs.put({ ...run, shelf: [run.saved, run.bytes, run.pinned ? 1 : 0] })
    await transaction.objectStore('evaluations').put(evaluations, run.key)
    let cursor = await runs.index('shelf').openKeyCursor()
    while (cursor) {
      const [saved, bytes, pinned] = cursor.key
      shelved.push({ key: cursor.primaryKey, saved, bytes, pinned: pinned === 1 })
      cursor = await cursor.continue()
    }
    const leaving = makingRoom(shelved).filter(key => key !== run.key)
    for (const key of leaving) {
      await runs.delete(key)
      await transaction.objectStore('evaluations').delete(key)
    }
    await transaction.done
    return leaving
  }

  async evaluations(key: string): Promise<KeptEvaluations | null> {
    const transaction = this.database.transaction(['runs', 'evaluations'])
    const [run, kept] = await Promise.all([
      transaction.objectStore('runs').get(key),
      transaction.objectStore('evaluations').get(key),
    ])
    const of = readRun(run)
    return of && readEvaluations(kept, of)
  }

  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const transaction = this.database.transaction(['runs', 'evaluations'], 'readwrite')
    const deletions = keys.flatMap(key => [
      transaction.objectStore('runs').delete(key),
      transaction.objectStore('evaluations').delete(key),
    ])
    await settled(deletions, transaction.done)
  }

  async sessions(): Promise<Read<KeptSession>> {
    const read = sorted(await this.database.getAll('sessions'), readSession)
    for (const { tab } of read.bad) await this.database.delete('sessions', tab)
    return { kept: read.good, damaged: read.bad.length }
  }

  async putSession(session: KeptSession): Promise<void> {
    await this.database.put('sessions', session)
    await this.trim('sessions', MOST_SESSIONS)
  }

  async outcomes(): Promise<Read<KeptOutcome>> {
    const read = sorted(await this.database.getAll('outcomes'), readOutcome)
    for (const { key } of read.bad) await this.database.delete('outcomes', key)
    return { kept: read.good, damaged: read.bad.length }
  }

  async putOutcomes(outcomes: readonly KeptOutcome[]): Promise<void> {
    const transaction = this.database.transaction('outcomes', 'readwrite')
    await settled(
      outcomes.map(outcome => transaction.store.put(outcome)),
      transaction.done,
    )
    await this.trim('outcomes', MOST_OUTCOMES)
  }

  async clear(): Promise<void> {
    const transaction = this.database.transaction([...ALL], 'readwrite')
    await settled(
      ALL.map(name => transaction.objectStore(name).clear()),
      transaction.done,
    )
  }

  /** Lets the oldest go. */
  private async trim(name: 'sessions' | 'outcomes', most: number): Promise<void> {
    const transaction = this.database.transaction(name, 'readwrite')
    const keys = await transaction.store.index('saved').getAllKeys()
    await settled(
      keys.slice(0, Math.max(0, keys.length - most)).map(key => transaction.store.delete(key)),
      transaction.done,
    )
  }
}

/** Waits for a transaction; what fails in it fails once, as the transaction does. */
async function settled(requests: readonly Promise<unknown>[], done: Promise<void>): Promise<void> {
  for (const request of requests) request.catch(() => null)
  await done
}

function sorted<T, Raw>(records: readonly Raw[], read: (record: unknown) => T | null): { good: T[]; bad: Raw[] } {
  const good: T[] = []
  const bad: Raw[] = []
  for (const record of records) {
    const kept = read(record)
    if (kept) good.push(kept)
    else bad.push(record)
  }
  return { good, bad }
}
