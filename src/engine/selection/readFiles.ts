import type { ReadOptions } from '../../logprobs/options'
import type { Problem } from '../../logprobs/problems'
import type { Imported, ReadHooks } from '../../logprobs/read'
import type { FromReader, NamedFile, ToReader } from './protocol'

export interface ReadInWorker extends Imported {
  /** What stands in the way if the values are means per token. */
  readonly ofMeans: readonly Problem[]
}

/**
 * Reads files in a worker of their own, which ends with the reading.
 * @param hooks the signal ends the worker at once
 * @throws Error with a sentence where the reading broke off; the signal's reason when it is aborted
 */
export function readFiles(
  files: readonly NamedFile[],
  options: ReadOptions,
  hooks: ReadHooks = {},
): Promise<ReadInWorker> {
  const { onProgress, signal } = hooks
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./readWorker.ts', import.meta.url), {
    type: 'module',
    name: 'coverage-lab files',
  })
  const read = new Promise<ReadInWorker>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The files could not be read to their end: ${reason}.`))
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.onerror = event => {
      event.preventDefault()
      fail(event.message || 'the code that reads them could not be loaded')
    }
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
      if (data.type === 'progress') onProgress?.(data.bytesRead, data.bytesAll, data.rows)
      else if (data.type === 'failed') fail(data.reason)
      else resolve(data)
    }
    worker.postMessage({ files, options } satisfies ToReader)
  })
  return read.finally(() => worker.terminate())
}
