import type { AskAxis } from '../config/lesson/ask'
import type { Comparison } from '../config/lesson/condition'
import type { NumberStyle } from '../config/lesson/quantity'
import { formatCount, formatNats, formatNumber, formatPercent, formatRatio } from './format'
import { words } from './language'

const WRITERS: Readonly<Record<NumberStyle, (value: number) => string>> = {
  number: formatNumber,
  percent: formatPercent,
  ratio: formatRatio,
  nats: formatNats,
  count: formatCount,
}

/** A quantity of a lesson as it is written; a dash while it is not known. */
export function writeQuantity(value: number | null, as: NumberStyle = 'number'): string {
  if (value === null || Number.isNaN(value)) return '–'
  return Number.isFinite(value) ? WRITERS[as](value) : formatNumber(value)
}

const SIGNS: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '=': '=' }

/** How far a guess was off on its axis: a factor where it is logarithmic. */
function distanceInWords({ scale, as }: AskAxis, distance: number): string {
  if (scale === 'log') return `a factor of ${formatNumber(distance)}`
  if (as === 'percent') return `${formatNumber(100 * distance)} percentage points`
  return writeQuantity(distance, as)
}

/** Whether a guess is so near that no more can be read off its axis: one part in a hundred of it. */
function isExact({ scale, min, max }: AskAxis, distance: number): boolean {
  return scale === 'log' ? Math.log(distance) <= 0.01 * Math.log(max / min) : distance <= 0.01 * (max - min)
}

/** All that the lessons' index and player say. */
export const lessonPlayerText = words('lessons', {
  title: 'Lessons',
  intro:
    'Each lesson asks what you expect, has the lab compute it, and shows how far off you were. What takes too long to compute here is quoted, and said to be.',
  ours: 'Lessons of the lab',
  own: 'Your lessons',
  loading: 'The lesson is being loaded.',
  minutes: (minutes: number) => `${formatNumber(minutes)} min`,
  notStarted: 'not started',
  started: (page: number, of: number) => `page ${page} of ${of}`,
  done: 'done',
  start: 'Start',
  goOnAt: (page: number) => `Go on at page ${page}`,
  startAgain: 'Start again',
  about: (title: string) => `: ${title}`,
  needs: 'You need',
  learns: 'You will learn',
  clear: 'Forget my progress',
  cleared: 'Progress forgotten.',
  forget: 'Remove',
  openOwn: 'A lesson of your own',
  openOwnHow:
    'Write a lesson as a small JSON file, or paste the link of one. It is checked, and shown like ours; docs/lessons.md describes the format.',
  chooseFile: 'Open a file',
  file: 'A lesson’s JSON file',
  pasteLink: 'Link of a lesson',
  openLink: 'Open link',
  noLesson:
    'That is no link of a lesson: those are links of this lab with “lesson=” in them. A lesson’s own file is opened as a file.',
  notOpened: (name: string, reason: string) => `${name} was not opened. ${reason}`,
  /** @param what it is instead; null for a checkpoint */
  notText: (what: string | null) => `A lesson is a text file, JSON in UTF-8; this is ${what ?? 'a checkpoint'}.`,
  fileTooLarge: 'It is larger than a lesson can be.',
  notFound: (source: string, status: number) => `${source} could not be read: the server answered ${status}.`,
  unreachable: (source: string) => `${source} could not be read: the server did not answer.`,
  unknown: (id: string) => `There is no lesson “${id}”.`,
  notHere: (id: string) =>
    `The lesson “${id}” was opened from a file on another device, or was removed from this one. Open its file, or ask for its link.`,
  unreadableTex: (tex: string) => `This formula cannot be typeset, for it is not TeX that KaTeX reads: ${tex}`,
  unreadable: 'The lesson cannot be shown',
  allLessons: 'All lessons',
  home: 'Back to my experiment',
  homeHint: 'Your settings and runs from before the lesson are kept.',
  linkTo: 'Link to this lesson',
  linked: 'Link copied',
  tooLong: 'This lesson is too long for a link; send its file.',
  copyByHand: 'Copy this link by hand',
  handout: 'Print handout',
  withAnswers: 'with answers on a last page',
  page: (page: number, of: number) => `Page ${page} of ${of}`,
  pages: 'Pages of the lesson',
  charts: 'Charts of the lesson',
  lesson: 'Lesson',
  controls: 'Settings of this page',
  previous: 'Back',
  next: 'Next',
  skip: 'Skip',
  finish: 'Finish',
  run: 'Run it',
  guess: 'This is my guess',
  noGuess: 'Show me without a guess',
  withoutGuess: 'Shown without a guess.',
  yourGuess: 'Your guess',
  inPercent: 'Your guess, in percent,',
  firstPrediction: 'First your prediction.',
  tryHere: 'Try out what is here, or go on.',
  lessonsLocked: 'Lessons are not part of this link.',
  prediction: 'Prediction',
  computed: 'computed',
  predicted: 'your line',
  outcome: 'What happened',
  again: 'Do this page again',
  catchingUp: 'What the pages before this one did is being done again.',
  entering: 'The lab is being set up.',
  revealed: 'Computed. What happened stands below.',
  revealing: (step: string, of: string, unit: string) => `The lab computes: ${unit} ${step} of ${of}.`,
  working: (share: string) => `The lab computes: ${share} of the work is done.`,
  pausedHint: 'The run is paused; press Play to go on.',
  failed: 'This page could not be carried out',
  value: (value: string) => `now ${value}`,
  symbols: 'Symbols and their values now',
  chosen: 'your answer',
  right: 'is what happened',
  hit: 'As you said.',
  missed: (right: string) => `Computed: ${right}.`,
  noneRight: 'None of the answers is what happened.',
  numberVerdict: (axis: AskAxis, guess: number, truth: number, distance: number, above: boolean) => {
    const [said, is] = [writeQuantity(guess, axis.as), writeQuantity(truth, axis.as)]
    if (isExact(axis, distance)) return `You said ${said}; it is ${is}: as near as the axis shows.`
    return `You said ${said}; it is ${is}: you were ${distanceInWords(axis, distance)} too ${above ? 'high' : 'low'}.`
  },
  lineVerdict: (axis: AskAxis, distance: number) =>
    isExact(axis, distance)
      ? 'Your line lies on the computed one, as near as the axis shows.'
      : `Your line is off by ${distanceInWords(axis, distance)} on average.`,
  linePoint: (label: string, x: string) => `${label} at ${x}`,
  lineHow: 'Drag the points, or use the arrow keys on each; Shift with up or down moves the whole line.',
  lineTable: 'Your line and the computed one',
  lineHead: (x: string) => [x, 'You', 'Computed'],
  holds: 'holds',
  broken: 'does not hold',
  open: 'not known yet',
  /** Numbers that count as equal may differ. */
  sides: (left: string, is: Comparison, right: string) =>
    `${left} ${is === '=' && left !== right ? '≈' : SIGNS[is]} ${right}`,
  source: 'In the paper',
  todo: 'Before you go on',
  nothingHere: 'The charts appear once the lab has measured something.',
  otherScenario: 'This picture belongs to another scenario.',
  unknownChart: (id: string) => `There is no chart “${id}”.`,
  handoutName: 'Name',
  handoutGuess: 'My guess, before it runs',
  handoutSaw: 'What I saw',
  handoutAnswers: 'Answers',
  handoutAnswered: 'As computed in this session; what was not run is not here.',
  handoutNothing: 'No page has been run in this session, so there are no answers.',
  handoutLink: 'This lesson',
  handoutAxis: (x: string, y: string) => `${y} against ${x}`,
})
