import type { ExperimentConfig } from '../config/config'
import { defaultOf, parametersInUse } from '../config/parameters'
import { SHARED_PARAMETERS } from '../config/schema'
import { selectParameter } from '../config/select'
import { scenarioOf } from '../scenarios/registry'
import type { Finding, NotInTheLink } from '../state/shared'
import { unitOf } from '../state/unit'
import { ruleById } from '../training/registry'
import { formatCount, formatNats, formatNumber } from './format'
import { words } from './language'

export const shareText = words('share', {
  open: 'Share',
  loading: 'The dialog is being loaded.',
  title: 'Share what is on the page',
  close: 'Close',
  parts: 'What to share',
  part: { link: 'Link', lock: 'Lock', embed: 'Embed', present: 'Present', cite: 'Cite' },
  copy: {
    link: 'Copy link',
    caption: 'Copy caption',
    code: 'Copy code',
    text: 'Copy text',
    bibtex: 'Copy BibTeX',
  },
  copied: 'Copied',
  copiedChanged: 'Copied: it runs with the changed settings from the start',
  byHand: 'The browser does not let the page copy. Select the text and copy it by hand.',
  link: 'Link',
  caption: 'Caption',
  qr: 'QR code of the link',
  qrTooLong: 'The link is too long for a QR code.',
  qrHere: 'The link leads to this computer alone: no other device can open it.',
  lockedHere: 'This page is locked, and so is every link that it makes.',
  lockIntro:
    'Tick what those who open the link can use. All other controls are hidden from them and refused; what is shown can be read, saved, pinned and shared all the same.',
  lockLeast: 'With nothing ticked, Play alone is left.',
  controls: 'Controls that are shown',
  unlock: 'Unlock this page',
  unlockAsk: 'Show every control again? The author of this link chose to hide them.',
  unlockYes: 'Yes, unlock',
  unlockNo: 'Keep it locked',
  embedOnlyExplore: 'Embeds show the charts of Explore. Go there to make one.',
  charts: 'Charts',
  chart: { coverage: 'Coverage', history: 'History', difference: 'Difference of A and B' } as Readonly<
    Record<string, string>
  >,
  embedControls: 'Controls beside the charts',
  embedAll: 'Nothing is locked: the page around it may change every setting by messages.',
  embedSome: 'All other settings are locked, for the page around it as well.',
  code: 'Code for a web page',
  preview: 'Show a preview',
  previewTitle: 'Preview of the embed',
  frameTitle: (name: string) => `Coverage Lab: ${name}`,
  presentIntro: 'Large type, the charts without the settings, and keys for everything. Escape leads back.',
  present: 'Present now',
  presentLink: 'Link that opens so',
  citeNothing: 'There is nothing to cite before the run has been measured.',
  citeText: 'As text',
  citeBibtex: 'BibTeX',
})

/** Names of the controls of a lock that are no parameters. */
const CONTROL_NAMES: Readonly<Record<string, string>> = {
  scenario: 'Scenario',
  presets: 'Presets and counterexamples',
  start: 'Where the run starts from',
  model: 'Model',
  rule: 'Update rule',
  decode: 'Decoding',
  theory: 'The theorem’s values',
  backend: 'Compute on',
  play: 'Play and pause',
  step: 'Single step',
  reset: 'Reset',
  speed: 'Speed',
  sweep: 'What is swept',
  panel: 'Tabs of Select',
  compare: 'Comparing two settings',
  files: 'Opening files',
  views: 'Other views',
}

/** A control of a lock in words. */
export function controlName(id: string, config: ExperimentConfig): string {
  const known = CONTROL_NAMES[id]
  if (known) return known
  const parameter =
    [...parametersInUse(config), ...SHARED_PARAMETERS].find(each => each.id === id) ?? selectParameter(id)
  return parameter.symbol.length <= 2 ? `${parameter.symbol} – ${parameter.label}` : parameter.label
}

/** What of the page is not in a link to it, a sentence each. */
export function missing({ changed, forked, earlier }: NotInTheLink): string[] {
  return [
    ...(changed ? ['Settings were changed while it ran: the link runs with the changed settings from the start.'] : []),
    ...(forked
      ? [
          'The link opens the same settings, but not the checkpoint the run was forked from: download that and send it along.',
        ]
      : []),
    ...(earlier > 0
      ? [
          `The ${earlier === 1 ? 'earlier run' : `${earlier} earlier runs`} over the charts ${earlier === 1 ? 'is' : 'are'} not in the link.`,
        ]
      : []),
  ]
}

/** What a run is in one line: its scenario, and in what it differs from what that opens with. */
export function runInWords(config: ExperimentConfig): string {
  const { title } = scenarioOf(config)
  const set = parametersInUse(config)
    .filter(({ id }) => id !== 'N' && config.values[id] !== defaultOf(config, id))
    .map(({ id, symbol, words }) => `${symbol} = ${words?.[config.values[id]] ?? formatNumber(config.values[id])}`)
  return [title, ruleById(config.rule).label.toLowerCase(), ...set].join(', ')
}

/** What the charts show now, short enough to go below a figure. */
export function captionOf({ run, step, kl, coverage, N }: Finding): string {
  const { T } = run.config.values
  const at = `${unitOf(run.config).one} ${formatCount(step)} of ${formatCount(T)}`
  return `${runInWords(run.config)}; ${at}: KL ${formatNats(kl)}, Cov_${formatCount(N)} = ${formatNumber(coverage)}.`
}
