import { formatCount } from './format'

/** What is said while parts of the page come, and of the lab without a network. */
export const loadText = {
  view: 'The view is being loaded.',
  picture: 'The picture is being loaded.',
  recordedTitle: 'A recorded run plays while the backend starts',
  recordedStep: (step: number, last: number) => `Recorded, step ${formatCount(step)} of ${formatCount(last)}`,
  recordedSummary: (title: string) =>
    `From a recording: histogram of the log density ratio, and the coverage profile below it. ${title}.`,
  recordedExactness: (how: string) => `Computed earlier by this lab, exact, ${how}. Your own run takes its place.`,
} as const
