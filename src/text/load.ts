/** What is said while parts of the page come, and of the lab without a network. */
export const loadText = {
  view: 'The view is being loaded.',
  picture: 'The picture is being loaded.',
} as const
