import { words } from './language'

/** The words around the glossary; apart from its entries, which are loaded when they are wanted. */
export const glossaryText = words('glossary/names', {
  open: 'Glossary',
  title: 'Glossary',
  close: 'Close',
  search: 'Find a term',
  none: (typed: string) => `No term contains “${typed}”.`,
  now: (value: string) => `now ${value}`,
  loading: 'The glossary is being loaded.',
})
