import { formatCount } from './format'
import { words } from './language'

/** The words of the settings and of the line above them. */
export const settingsText = words('settings', {
  changes: 'Changes of the settings',
  undo: 'Undo the last change',
  redo: 'Redo the change that was undone',
  resetAll: 'Reset all',
  resetAllHelp: 'All settings of this scenario as it opens',
  settings: 'Settings',
  more: 'More settings',
  seenOnce: 'training sequences, each seen once',
  explain: (about: string) => `Explain ${about}`,
  backTo: (usual: string) => `back to ${usual}`,
  defaultOf: (label: string) => `, the default of ${label}`,
  presets: 'Presets',
  usual: 'Default',
  scenario: 'Scenario',
  gradientRules: 'Gradient normalization',
  otherRules: 'Other rules',
  learnedBy: 'Learned by',
  decoding: 'Decoding',
  aboutDecoding: 'decoding',
  decodes: { standard: 'standard', ttt: 'test-time training' },
  decodingHelp:
    'Standard decoding reads a response with the trained θ throughout. Test-time training takes a step after every token that is read or written, and goes back to θ at the end of the response; the path is not additive over tokens, so that its KL is estimated from responses where they cannot all be enumerated.',
  decodingEquation: 'ϑ_1 = θ,  ϑ_{h+1} = Proj(ϑ_h + η_T ∇log π_{ϑ_h}(y_h | x, y_<h))   (Eq. 22–23)',
  model: 'Model',
  aboutModel: 'the model',
  modelHelp:
    'All learn the same prompts and the same teacher. The linear model (Eq. 3) is given features of every word that may come next. A transformer is given no features: it reads the words so far, and every word it knows may come next.',
  slip: (source: string) => `What ${source} says, and what holds`,
  stated: 'Stated',
  holds: 'Holds',
  counterexample: 'Counterexample',
  isSet: 'The lab is set to it.',
  setToIt: 'Set the lab to it',
  startWithoutIt: 'Start without it',
  pretrain: 'Pre-train one',
  trainYourself: 'Train it yourself',
  startsFrom: (origin: string) => `Starts from ${origin}.`,
  /** @param steps of pre-training; null where they are not known yet */
  startsFromShipped: (steps: number | null) =>
    `Starts from the checkpoint that ships with the lab${steps === null ? '' : `: ${formatCount(steps)} steps of pre-training`}.`,
  startsRandom: (misses: boolean) =>
    `Starts from random weights.${misses ? ' No checkpoint of these sizes ships with the lab: pre-train one, and fork it.' : ''}`,
  asSet: ', as set here',
  useTheorem: 'Use the theorem’s values',
  nearest: ' (the nearest allowed)',
  nothingTyped: 'Nothing was typed',
  notANumber: (typed: string) => `“${typed}” is not a number`,
  stays: (what: string, symbol: string, value: string) => `${what}; ${symbol} stays ${value}.`,
  outOfRange: (symbol: string, range: string, value: string) => `${symbol} is ${range}; it was set to ${value}.`,
  thatLarge: 'that large',
  cannotBe: (symbol: string, asked: string, value: string) =>
    `${symbol} cannot be ${asked} with the other settings; it was set to ${value}.`,
})
