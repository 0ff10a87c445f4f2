import { COVERED, MISSED } from './coveredPair'
import { formatCount, formatNats, formatNumber, formatPercent, formatRatio, subscript } from './format'
import { words } from './language'

/**
 * Answers to "What am I looking at?" for the scenarios' own pictures, from what each shows: the axes, the marks, what this
 * picture says now, what to try. `title` is the picture's own, computed one.
 */

const RUNS = 'Paler marks are other runs, in the colours of the legend.'

const MEANS = 'A coloured line is the mean of another run.'

function now(title: string): string {
  return `Now: ${title}.`
}

export const lookingAt = words('pictures/looking', {
  disc: (title: string, radius: number, toGoal: number | null, others: number): readonly string[] => [
    'Both axes: the two parameters of the model, θ₁ across and θ₂ up. The circle is the border of what is allowed, ‖θ‖ = 1.',
    `The line is the way of θ from ○, where training began, to ●, the moment shown.${toGoal === null ? '' : ' × is θ⋆, where the model is the teacher.'}`,
    ...(others > 0 ? [RUNS] : []),
    `${now(title)} Its distance from the middle is ${formatNumber(radius)}${toGoal === null ? '' : `, from θ⋆ ${formatNumber(toGoal)}`}.`,
    'Try: another gradient normalization. The step size then decides how far each step goes, not the gradient.',
  ],
  infinite: (title: string, infinite: number, of: number, others: number): readonly string[] => [
    'Across: KL in nats. Every dot is one dataset and the model that it chose; dots stand on each other where they are near.',
    'The column at ∞ holds datasets in which a side of the coin was never seen: the model rules out what the teacher does.',
    ...(others > 0 ? [MEANS] : []),
    now(title),
    infinite > 0
      ? `One of those ${formatCount(of)} makes the mean infinite, whatever the others do. Coverage, in the picture above, is not troubled.`
      : 'None is infinite so far, so the mean is finite too.',
    'Try: more tosses n, or a coin p⋆ nearer to ½: fewer datasets land at ∞.',
  ],
  coverageDots: (title: string, N: number, zeros: number, of: number): readonly string[] => [
    `Across: Cov${subscript(N)}, the share of the teacher’s responses that the model of one dataset under-weights ${formatRatio(N)} or more.`,
    'Every dot is one dataset; the line is their mean, and other lines are the means of other runs.',
    `${now(title)} ${formatCount(zeros)} of ${formatCount(of)} datasets lead to a model that covers everything.`,
    `Try: a larger N. Each dot moves to the left or stays where it is.`,
  ],
  gains: (title: string, largest: number, others: number): readonly string[] => [
    'Across: by how much the best wrong model fits a dataset better than the teacher does, in nats of log-likelihood.',
    'Every dot is one dataset. Right of the line at 0, likelihood prefers the wrong model.',
    ...(others > 0 ? [MEANS] : []),
    `${now(title)} The largest gain is ${formatNats(largest)}.`,
    'Try: more samples per dataset: the dots move to the left.',
  ],
  growth: (title: string, H: number, logarithmic: boolean, others: number): readonly string[] => [
    `Across: the first h tokens of a response, up to H = ${formatCount(H)}. Up: KL of those alone, in nats.`,
    logarithmic
      ? 'Both axes are logarithmic, so that a constant cost per token is a line of slope 1.'
      : 'Both axes are linear, so that a constant cost per token is a straight line.',
    ...(others > 0 ? [RUNS] : []),
    now(title),
    'Try: double H. KL pays for every token; coverage is a share of responses, and need not change.',
  ],
  meanProfile: (title: string, unseen: number): readonly string[] => [
    'Across: the ratio N, logarithmic. Up: the share that is under-weighted N times or more, averaged over all datasets.',
    `Dashed is the mass that a dataset has not seen on average, ${formatNumber(unseen)}: no method can know it. Dotted are N and eᴮ, beyond which no model of the class can go.`,
    now(title),
    'Try: more samples n. The plateau sinks with the unseen mass.',
  ],
  picks: (title: string, agree: number, of: number): readonly string[] => [
    'Every cell is one dataset, in the order in which they were drawn: above what likelihood picks from it, below what the tournament picks.',
    '● is π₁, ◇ is π₂, – is a tie.',
    `${now(title)} They pick alike in ${formatCount(agree)} of ${formatCount(of)}.`,
    'Try: another N₀, at which the tournament compares.',
  ],
  classes: (title: string, worst: string, coverage: number, others: number): readonly string[] => [
    `Each row is a class of prompts. The bar is as long as the class’s share of all; its hatched part is ${MISSED.word}, its pale part ${COVERED.word}.`,
    ...(others > 0 ? ['A line across a bar is where another run’s hatched part would end.'] : []),
    now(title),
    `${worst} loses most: ${formatPercent(coverage)} of its responses are ${MISSED.word}.`,
    'Try: drag N. KL of each class stays as it is.',
  ],
  figure1: (title: string, N: number, others: number): readonly string[] => [
    'Across: training steps, the same for both plots. Above: Cov at several N, each line named at its end. Below: KL in nats.',
    `The bold line is the N that is set, ${formatNumber(N)}. The vertical line is the moment that all charts show.`,
    ...(others > 0 ? [`Paler lines are other runs, at N = ${formatNumber(N)} above.`] : []),
    now(title),
    'Try: look for a step after which a line above rises while the one below falls: there the mean hides the tail.',
  ],
  passAtN: (title: string, others: number): readonly string[] => [
    'Every mark is one checkpoint of the run. Up: Pass@N, how often at least one of N samples is rewarded. Across: KL on the left, coverage at N/2 on the right.',
    'The shape tells N. ◇ is the checkpoint of least KL, ● the tournament’s, ○ the one shown.',
    ...(others > 0 ? ['Hollow marks are checkpoints of other runs, in their colours.'] : []),
    `${now(title)} The nearer a rank correlation is to −1, the better the axis tells which checkpoint to keep.`,
    'Try: point at a mark. Every chart shows that checkpoint.',
  ],
  rules: (title: string, others: number): readonly string[] => [
    'Across: training steps. Up: how the model’s answers divide among kinds of paths, stacked up to 100 %; each plot is a class of prompts.',
    'Every band is named at its end; what is left empty is no valid path.',
    ...(others > 0 ? ['A dashed line is where two kinds meet in another run.'] : []),
    now(title),
    'Try: drag the line to an early step, where all classes still get the same answer.',
  ],
  graph: (title: string, flow: string): readonly string[] => [
    'A graph from left to right. Every line is an edge, as wide as the model’s probability to take it; the wide grey line is the path that the teacher took.',
    '○ leads on to the target, the dashed □ is a dead end.',
    `${now(title)} ${flow}`,
    'Try: pick another prompt from the list, or point at an edge.',
  ],
  sentences: (title: string, worst: string): readonly string[] => [
    'Sentences of the teacher, the most under-weighted first. The number is how many times less likely the model makes the sentence.',
    `${MISSED.sign} marks what is ${MISSED.word}: N times or more. Bold is a word at which the teacher chooses, underlined the less likely choice.`,
    `${now(title)} The first is under-weighted ${worst}.`,
    'Try: drag N, and see where the marks end.',
  ],
})
