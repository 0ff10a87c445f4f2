import { formatCount } from './format'
import { words } from './language'

/** The words of the frame that every chart has. */
export const chartText = words('charts', {
  looking: 'What am I looking at?',
  asTable: 'Show as table',
  save: 'Save',
  /** Tells the menus of a page apart. */
  saveOf: (name: string) => ` the figure “${name}”`,
  saveAs: (kind: string) => `as ${kind}`,
  /** What a saved figure says below its picture, above the link. */
  caption: (scenario: string, rule: string, unit: string, step: number, version: string) =>
    `${scenario} · ${rule} · ${unit} ${formatCount(step)} · Coverage Lab ${version}`,
  /** The same where nothing has been run. */
  plainCaption: (version: string) => `Coverage Lab ${version}`,
})
