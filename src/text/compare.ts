import { words } from './language'

/** What the page says where several runs are shown together. */
export const compareText = words('compare', {
  /** A run's place among those shown, before its label where it has one of its own. */
  present: (label: string | null) => (label === null ? 'this run' : `this run: ${label}`),
  earlier: (label: string) => `earlier: ${label}`,
  side: (side: string, label: string) => `${side}: ${label}`,
  band: '95 % band',
  klBound: 'KL bound, Prop. D.1',
  dismissEarlier: (count: number) => `Dismiss earlier ${count === 1 ? 'run' : 'runs'}`,
  pin: (name: string) => `Pin ${name}`,
  pinTitle:
    'Keep this run over the charts until it is let go; earlier runs that are not pinned make room for newer ones',
  unpinTitle: 'Let go: this run makes room for newer ones again',
  remove: (name: string) => `Remove ${name}`,
  shownTogether: 'Runs over the charts',
})
