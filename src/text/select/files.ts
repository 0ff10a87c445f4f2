import type { SIGNS } from '../../logprobs/table'
import { formatCount, formatNumber, formatPercent, formatRatio } from '../format'
import { words } from '../language'

/** The tab for a person's own files: what it offers, its settings, its figures and its tables. */
export const filesText = words('select/files', {
  axis: 'tail parameter N',
  panel: 'Your files',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  welcome: {
    title: 'Which of your checkpoints should post-training start from?',
    drop: 'Drop files of their log-probabilities here: <strong>CSV, TSV, JSON, JSON Lines or Parquet</strong> with one row for each held-out response and one column for each checkpoint,<br> or the <strong>per-sample logs of lm-evaluation-harness</strong> (samples_….jsonl), one for each checkpoint. Also as .gz, several at once, or a whole folder.',
    private:
      'Nothing leaves this machine: files are read and compared in this page, which does not keep them. After a reload, open them again.',
    exampleTitle: 'What a file looks like',
    example:
      'Values are log-probabilities of whole responses, summed over their tokens (natural logarithms, unless you say otherwise). Columns named <code>id</code>, <code>group</code>, <code>teacher</code> and <code>tokens</code> are optional; every other column of numbers is a candidate. What a column is can be changed afterwards. The README’s section “Use it on your own checkpoints” has a script that writes such a file from Hugging Face transformers.',
  },
  chooser: {
    files: 'Choose files',
    folder: 'Choose a folder',
    example: 'Try the example',
    filesInput: 'Files of log-probabilities',
    folderInput: 'A folder of log-probabilities',
  },
  work: {
    comparing: (share: number) => `Comparing all pairs of candidates: ${formatPercent(share)}.`,
    readingProgress: 'Progress of the reading',
    analysisProgress: 'Progress of the analysis',
    reading: 'Reading.',
    analysing: 'Comparing the candidates.',
    again: 'Analyse',
  },
  refused: {
    label: 'Not read',
    title: (names: readonly string[], kept: boolean) =>
      `${names.length === 1 ? `${names[0]} was not read` : `${names.length} files were not read`}${kept ? '; what was opened before is kept' : ''}`,
  },
  read: 'What was read',
  notKept: 'The files are not kept: after a reload of the page, open them again.',
  stale: 'What follows still answers the settings before.',
  columns: {
    label: 'What the columns are',
    heads: ['Column', 'Read as', 'Because'],
    noName: '(no name)',
    role: (column: string) => `Role of the column ${column}`,
  },
  logs: {
    label: 'Whose logs the files are',
    heads: ['Log', 'Candidate', 'Task'],
    candidate: (log: string) => `Candidate of the log ${log}`,
  },
  settings: {
    label: 'Settings of the comparison',
    sign: 'The values are',
    signs: { 'log-probability': 'log-probabilities', loss: 'losses' } satisfies Record<(typeof SIGNS)[number], string>,
    scale: 'over the tokens of a response',
    scales: { sum: 'sums', mean: 'means per token' },
    base: 'with logarithms to base',
    gaps: 'Where a candidate has no value',
    gapPolicies: { drop: 'leave the row out', zero: 'probability 0' },
    teacher: 'Teacher',
    teachers: { yes: 'use it', no: 'leave it out' },
    candidates: (taken: number, of: number) => `Candidates: ${formatCount(taken)} of ${formatCount(of)}`,
    all: 'All',
    none: 'None',
    columns: (count: number) => `Columns: ${formatCount(count)}`,
    logs: (count: number) => `Logs: ${formatCount(count)}`,
  },
  picks: {
    label: 'Picks',
    tableLabel: 'Picks at N, and how sure they are',
    way: 'Way of selecting',
    pick: 'Pick',
    score: 'Score',
    holdsIn: 'Holds in',
    settle: 'What would settle it',
    offset: 'Offset tournament',
    ofResamples: (share: number) => `${formatPercent(share)} of resamples`,
    resampling: 'Resampling the rows.',
    sameAsKl:
      'Over the same responses, least cross-entropy is least KL, too: the two differ by the teacher’s own entropy.',
  },
  matrix: {
    note: (N: number) =>
      `Row i, column j: Ĉ, the share of rows to which j gives ${formatRatio(N)} or more of the probability that i gives. Outlined: each row’s worst case, written on the right; ● is the tournament’s pick. Arrow keys read a cell, Enter shows its pair over all N.`,
    label: 'Matrix of all pairs',
    table: (N: number) => `Ĉ at N = ${formatNumber(N)}: rows are judged, columns judge`,
    worst: 'worst',
  },
  ranges: {
    lanes: {
      tournament: 'Tournament',
      crossEntropy: 'Least cross-entropy',
      teacher: 'True best, by the teacher',
    },
    note: 'Each piece is a range of N over which the pick stays the same; that of least cross-entropy does not depend on N. Dashed: candidates tie; the earliest is drawn, and the table names the others.',
    summary: (title: string) => `Picks against N. ${title}.`,
    slider: 'N, on the picture of picks',
    table: 'Picks over ranges of N',
    heads: ['Pick', 'From N', 'To N', 'Takes'],
    piece: (pick: string, tied: boolean, range: string) => `${pick}${tied ? ', tied with others' : ''}, ${range}`,
  },
  worst: {
    note: 'Each line is a candidate’s worst case: the largest share of rows on which some rival gives N times its probability or more, max Ĉ. The tournament takes the lowest line at N.',
    slider: 'N, on the plot of worst cases',
    summary: (title: string) => `Worst case of every candidate against N. ${title}.`,
    table: 'Worst case of every candidate against N',
  },
  pair: {
    note: (band: number) =>
      `Ĉ over N, the share of rows on which the second gives N times the probability of the first or more. The bands (± ${formatNumber(band)}) hold for all pairs and every N at once, with 95 % confidence (Dvoretzky–Kiefer–Wolfowitz).`,
    own: 'Candidate that is judged',
    against: 'against',
    other: 'Candidate that judges',
    swap: 'Swap',
    judgedBy: (own: string, other: string) => `${own}, judged by ${other}`,
    slider: 'N, on the plot of a pair',
    summary: (title: string) => `Pairwise coverage profile of two candidates. ${title}.`,
    table: 'Pairwise coverage profile',
  },
  teacher: {
    note: (band: number, best: string) =>
      `Coverage profiles Cov_N(π_D‖π̂). The band of ± ${formatNumber(band)}, drawn around ${best}, holds for all candidates and every N at once, with 95 % confidence.`,
    slider: 'N, on the plot of coverage',
    summary: (title: string) => `Coverage profile of every candidate. ${title}.`,
    scoresLabel: 'KL and coverage of every candidate',
    scoresHeads: (N: number) => ['Candidate', 'KL, nats', `Cov at N = ${formatNumber(N)}`],
    table: 'Coverage profile of every candidate',
  },
  groups: {
    note: 'The tournament’s pick over N within each group: a mean over all rows can hide that a group needs another checkpoint.',
    summary: (title: string) => `Picks of every group against N. ${title}.`,
    slider: 'N, on the picture of groups',
    sideBySide: (N: number) => `Groups side by side, at N = ${formatNumber(N)}`,
    heads: ['Group', 'Rows', 'Tournament', 'Its worst case', 'Least cross-entropy'],
    klHead: 'KL of the tournament’s pick, nats',
    leftOut: (rows: number) => `All its ${formatCount(rows)} rows have a gap and are left out.`,
    table: 'Picks of every group over ranges of N',
  },
  others: (count: number) => `${count} others`,
  downloads: {
    label: 'Downloads',
    report: 'Download report (JSON)',
    numbers: 'Picks and curves (CSV)',
    ready: 'Each figure has a menu of its own to save it as SVG or PNG.',
    notReady: 'As soon as the picks have been resampled.',
  },
})
