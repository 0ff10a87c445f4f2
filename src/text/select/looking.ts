import { formatCount, formatNumber, formatRatio } from '../format'
import { words } from '../language'

/** A title as the sentence that says what a picture shows now. */
const now = (title: string) => `Now: ${title}.`

/** To the left and right of the line at N. */
const tryN = (N: number) =>
  `Try: drag the line N to ${formatNumber(4 * N)}${N >= 4 ? ` or to ${formatNumber(N / 4)}` : ''}; the title follows.`

/** Answers to "What am I looking at?" for the figures of Select: the axes, the marks, what is seen now, what to try. */
export const selectLooking = words('select/looking', {
  checkpoints: (title: string, candidates: number, N: number, example: string) => [
    `Each of the ${formatCount(candidates)} rows is a checkpoint that is judged, each column one that judges it; the darker a cell, the more responses its column’s checkpoint gives ${formatRatio(N)} or more.`,
    'Beside the names: the worst case of the row, and the marks of the ways of selecting that take it.',
    example,
    now(title),
    'Try: change N, or go from cell to cell with the arrow keys.',
  ],
  pass: (title: string, N: number, lines: number, guarantee: boolean, dots: boolean) => [
    'Across: the budget N, how many samples are drawn for each prompt. Up: the probability that one or more of them is rewarded.',
    `${lines === 1 ? 'The line is the checkpoint at the playhead' : `There are ${formatCount(lines)} lines: the checkpoint at the playhead, and those of other runs`}.${guarantee ? ' Dashed: the least that coverage guarantees, Prop. D.6.' : ''}${dots ? ' Dots: estimated from samples.' : ''}`,
    now(title),
    tryN(N),
  ],
  regret: (title: string, N: number) => [
    'Across: the budget N. Up: what an adversary, who rewards just what the model covers worst, makes Best-of-N lose to the teacher.',
    'Dashed: the most that it can lose (Prop. D.6); dotted: the least (Prop. D.7). The axis is a root, so that small losses can be seen.',
    now(title),
    tryN(N),
  ],
  inference: (title: string, N: number, rewarded: boolean) => [
    'Across: the budget N. Up: a probability over the model’s own samples.',
    `The coloured line: the likeliest response is among N samples. The dotted mark across it is the coverage coefficient, the mean number of samples that takes.${rewarded ? ' Dashed and dotted: the likeliest of N obeys the rule, or is valid; the shade is what cannot be told.' : ''}`,
    now(title),
    tryN(N),
  ],
  fineTuning: (title: string, steps: number, last: number) => [
    'Across: steps of fine-tuning on the likeliest of several samples. Up, chart by chart: shares in [0, 1], entropy in nats, KL to the start in nats.',
    `${formatCount(steps)} of ${formatCount(last)} steps are done; every point is an evaluation on held-out prompts.`,
    now(title),
    'Try: start from another checkpoint, or take the likeliest of more samples.',
  ],
  reinforcement: (title: string, starts: number, subject: string, level: number) => [
    `Across: steps of reinforcement. Up: Pass@1, Pass@N and KL to the start, on ${subject}.`,
    `Each of the ${formatCount(starts)} lines has begun from another checkpoint; dashed across is ${formatNumber(level)}, from where on one counts as learned.`,
    now(title),
    'Try: drag N. KL says what was best on average at the start, coverage what could be found at all.',
  ],
  matrix: (title: string, candidates: number, N: number) => [
    `Each of the ${formatCount(candidates)} rows is a candidate that is judged, each column one that judges it. A cell is the share of rows of the files on which the judge gives ${formatRatio(N)} or more.`,
    'The darker, the more. Outlined is the worst case of each candidate; ● marks the tournament’s pick, whose worst case is the least.',
    now(title),
    'Try: press a cell to see that pair over all N, or change N.',
  ],
  ranges: (title: string, pieces: number, N: number) => [
    `Across: N. Each lane is a way of picking, and each of its pieces (${formatCount(pieces)} in all) a range of N with one pick.`,
    'Dashed pieces are ties; their earliest candidate is named.',
    now(title),
    tryN(N),
  ],
  worstCases: (title: string, candidates: number, N: number) => [
    `Across: N. Up: the worst case of each of ${formatCount(candidates)} candidates, the share of rows on which some rival gives N times its probability or more.`,
    'The lowest line at N is the tournament’s pick. Only candidates that are picked somewhere have a colour of their own.',
    now(title),
    tryN(N),
  ],
  pair: (title: string, own: string, other: string, band: number, N: number) => [
    `Across: N. Up: the share of rows on which one of the two gives N times the probability of the other or more.`,
    `Two lines: ${own} judged by ${other}, and the other way round. The bands of ± ${formatNumber(band)} hold everywhere at once; where they do not overlap, the difference is no accident of these rows.`,
    now(title),
    tryN(N),
  ],
  teacher: (title: string, candidates: number, N: number) => [
    'Across: N. Up: the share of what the teacher writes that a candidate under-weights N times or more, its coverage profile.',
    `There are ${formatCount(candidates)} candidates; the lower a line, the better it covers the teacher at that N.`,
    now(title),
    tryN(N),
  ],
  groups: (title: string, groups: number, N: number) => [
    `Across: N. Each of the ${formatCount(groups)} lanes is a group of rows, and its pieces are the tournament’s picks among those rows alone.`,
    'Where lanes differ, no single checkpoint is best for all groups.',
    now(title),
    tryN(N),
  ],
})
