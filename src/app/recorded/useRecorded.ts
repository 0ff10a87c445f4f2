import { encodeLink } from '../../config/link'
import { defaultOf } from '../../config/parameters'
import { type Recording, useRecording } from '../../state/recording'
import type { LabState } from '../../state/types'
import { useFrame } from '../frame'

/** The recording that may stand where the lab's own run is not there yet; null where the settings are not its settings. */
export function useRecorded(): Recording | null {
  const recording = useRecording(state => state.recording)
  const link = useFrame(linkButForN)
  const failed = useFrame(state => state.phase === 'failed')
  return recording && recording.link === link && !failed ? recording : null
}

/** N is applied to what is stored, of a recording too. */
function linkButForN({ config }: LabState): string {
  return encodeLink({ ...config, values: { ...config.values, N: defaultOf(config, 'N') } })
}
