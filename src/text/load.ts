import { formatCount } from './format'
import { words } from './language'

/** What is said while parts of the page come, and of the lab without a network. */
export const loadText = words('load', {
  view: 'The view is being loaded.',
  picture: 'The picture is being loaded.',
  recordedTitle: 'A recorded run plays while the backend starts',
  recordedStep: (step: number, last: number) => `Recorded, step ${formatCount(step)} of ${formatCount(last)}`,
  recordedSummary: (title: string) =>
    `From a recording: histogram of the log density ratio, and the coverage profile below it. ${title}.`,
  recordedExactness: (how: string) => `Computed earlier by this lab, exact, ${how}. Your own run takes its place.`,
  newVersion: 'A new version is ready.',
  reload: 'Reload',
  worksOffline: 'The lab is on this device now and works without a network.',
  threadsAfterReload: 'Once this page is loaded again, WebAssembly has threads here: a reload is enough.',
})
