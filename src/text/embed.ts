import { words } from './language'

export const embedText = words('embed', {
  waiting: 'The chart appears here once the run has been measured.',
  notHere: (names: readonly string[]) => `This scenario has no chart called ${names.join(', ')}.`,
  open: 'Open in Coverage Lab',
  controls: 'Controls',
  playback: 'Playback',
})
