import { shown } from '../config/link'
import { decodeCheckpoint } from '../engine/checkpointFile'
import { through } from './guard'
import { notify, refuse, useLab } from './lab'
import { isShown } from './presentation'

/** Largest file that is read, MB. */
const MOST_MEGABYTES = 256

/**
 * Starts a run from a file that `downloadCheckpoint` saved, with the settings that it was trained with on the present backend.
 * Of any other file a notice says why not, and everything stays as it is.
 */
export async function openCheckpoint(file: File): Promise<void> {
  if (!isShown('files')) return refuse('files')
  const name = shown(file.name)
  try {
    const megabytes = file.size / 2 ** 20
    if (megabytes > MOST_MEGABYTES) {
      throw new Error(
        `It has ${Math.ceil(megabytes).toLocaleString('en-US')} MB; at most ${MOST_MEGABYTES} MB are read.`,
      )
    }
    const { config, theta, step, adjustments } = decodeCheckpoint(new Uint8Array(await file.arrayBuffer()))
    const { begin, config: present } = useLab.getState()
    const label = `step ${step.toLocaleString('en-US')} of the file ${name}`
    through('files', () => begin({ ...config, backend: present.backend }, { theta, label, config, step }))
    notify('link', adjustments)
  } catch (error) {
    notify('error', [`${name} was not opened. ${error instanceof Error ? error.message : String(error)}`])
  }
}
