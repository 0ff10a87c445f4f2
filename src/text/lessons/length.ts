import type { Lesson } from '../../config/lesson/lesson'
import {
  above,
  all,
  atMost,
  below,
  between,
  coverage,
  difference,
  kl,
  meanOf,
  power,
  product,
  ratio,
  setting,
  shown,
  symbolCoverage,
  symbolN,
} from './quantities'

/** μ(1) of rare-prompt. */
const rare = ratio(1, product(2, setting('n')))
const end = { at: 'end' } as const
const growth = ratio(kl(end), kl({ run: 'H8', ...end }))
const slope = ratio(product(kl(end), setting('n')), setting('H'))
const costs = ratio(meanOf(coverage(16)), meanOf(coverage(16), 'short'))

/** Why cross-entropy pays for the length of a response and coverage does not: Prop. 3.2, and Prop. I.1 where it does. */
export const length: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'length',
  title: 'Why cross-entropy pays for length',
  minutes: 5,
  summary: 'A prompt that the data never showed costs KL something at every token. It costs coverage its mass, once.',
  needs: ['Lesson 1: KL as a mean, coverage as a tail'],
  learns: ['Why KL grows with the length H of a response', 'When coverage does not, and when it does'],
  steps: [
    {
      title: 'A prompt too rare to be seen',
      text: 'A dataset has `n = 100` sequences. One prompt has the probability `\\mu(1) = 1/(2n)`: one in two hundred. All other prompts are easy.',
      charts: [],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=rare-prompt&H=8&T=1' }],
      ask: {
        kind: 'number',
        question: 'In how many datasets is the rare prompt not to be found at all?',
        label: 'share of datasets',
        min: 0,
        max: 1,
        scale: 'linear',
        as: 'percent',
        truth: power(difference(1, rare), setting('n')),
      },
      live: {
        unseen: shown(power(difference(1, rare), setting('n')), 'percent'),
      },
      outcome:
        'In {{unseen}}, `(1 - \\mu(1))^n \\approx e^{-1/2}`. So this is no freak case but the usual one, however large `n`: there is always something just too rare for the data. In what follows we are in it. No learner can know anything about the rare prompt; ours leaves it at fair coin tosses.',
      claims: [
        {
          text: 'More than half of all datasets lack it.',
          holds: above(power(difference(1, rare), setting('n')), 0.5),
        },
      ],
      source: 'Prop. 3.2',
    },
    {
      title: 'KL, token by token',
      text: 'To the rare prompt the teacher answers with `H` tokens, each a coin that shows heads with probability `\\sigma(2B) = 0.88`. The model takes each for a fair coin. On all other prompts it is right, so that KL, a mean over all, is small: with `H = 8` it was computed first.',
      charts: ['coverage'],
      ask: {
        kind: 'choice',
        question: 'Responses become four times as long, H = 32. The data are as many as before. What does KL do?',
        options: [
          { text: 'It stays: the prompt is as rare as before', right: between(growth, 0.5, 1.5) },
          { text: 'It doubles, as a standard deviation would', right: between(growth, 1.5, 3) },
          { text: 'It becomes four times as large', right: between(growth, 3, 5) },
        ],
      },
      reveal: [
        { do: 'play', fast: true },
        { do: 'keep', as: 'H8' },
        { do: 'set', id: 'H', value: 32 },
        { do: 'play', fast: true },
        { do: 'keep', as: 'H32' },
      ],
      live: {
        kl8: shown(kl({ run: 'H8', ...end }), 'nats'),
        kl32: shown(kl(end), 'nats'),
        growth: shown(growth),
      },
      outcome:
        'From {{kl8}} to {{kl32}}: {{growth}} times as much. KL sums over tokens, and on the rare prompt every token costs the same. Nothing that is learned from this dataset can change that.',
      claims: [
        {
          text: 'KL grew by the factor that `H` grew by, 4.',
          holds: { is: '=', left: growth, right: 4, relative: 0.01 },
        },
      ],
      source: 'Prop. 3.2',
    },
    {
      title: 'And the tail?',
      text: 'Longer responses to the rare prompt are further off: `R` grows with `H` there. Now watch `\\mathrm{Cov}_{16}`, the mass of what is under-weighted 16 times or more.',
      charts: ['coverage'],
      ask: {
        kind: 'line',
        question: 'Draw Cov₁₆ for H = 32, 128 and 512.',
        x: { label: 'H', scale: 'log', values: [32, 128, 512], as: 'count' },
        y: { label: 'Cov₁₆', min: 0.001, max: 1, scale: 'log', as: 'percent' },
        truth: [coverage(16, { run: 'H32', ...end }), coverage(16, { run: 'H128', ...end }), coverage(16, end)],
      },
      reveal: [
        { do: 'set', id: 'H', value: 128 },
        { do: 'play', fast: true },
        { do: 'keep', as: 'H128' },
        { do: 'set', id: 'H', value: 512 },
        { do: 'play', fast: true },
      ],
      formula: {
        tex: '\\live{cov} = P[R \\ge \\log \\live{N}]',
        symbols: [symbolCoverage, symbolN],
      },
      live: {
        c8: shown(coverage(16, { run: 'H8', ...end }), 'percent'),
        c32: shown(coverage(16, { run: 'H32', ...end }), 'percent'),
        c128: shown(coverage(16, { run: 'H128', ...end }), 'percent'),
        c512: shown(coverage(16, end), 'percent'),
        rare: shown(rare, 'percent'),
      },
      outcome:
        'At `H = 8, 32, 128, 512` it is {{c8}}, {{c32}}, {{c128}}, {{c512}}. A longer response can fall beyond `\\log N`, but once all of the rare prompt lies there, the tail has no more to gain: {{rare}} is all there is. How far beyond, the tail does not ask; the mean does.',
      claims: [
        {
          text: '`\\mathrm{Cov}_{16} \\le \\mu(1)` at every length.',
          holds: all(
            ...['H8', 'H32', 'H128'].map(run => atMost(coverage(16, { run, ...end }), rare)),
            atMost(coverage(16, end), rare),
          ),
        },
        { text: '… and already `\\mathrm{Cov}_{1.1} \\le \\mu(1)`.', holds: atMost(coverage(1.1, end), rare) },
      ],
      source: 'Prop. 3.2',
    },
    {
      title: 'The price of a token',
      text: 'KL is linear in `H`, so one number says it all: what a token of a response costs, times `n`. Prop. 3.2 says that for any proper estimator KL can be as large as `H/(4n)`, with constant probability.',
      charts: ['growth'],
      formula: {
        tex: '\\live{kl} = c\\,\\frac{\\live{H}}{\\live{n}}',
        symbols: [
          {
            id: 'kl',
            tex: '\\mathrm{KL}',
            means: 'mean of the log ratio',
            value: kl(end),
            as: 'nats',
            chart: 'growth',
          },
          { id: 'H', tex: 'H', means: 'length of a response', value: setting('H'), as: 'count', chart: 'growth' },
          { id: 'n', tex: 'n', means: 'sequences in the dataset', value: setting('n'), as: 'count' },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'KL, H and n stand below the formula. What is the constant c here, at B = 1?',
        options: [
          { text: 'At least ¼, as in the proposition', right: above(slope, 0.2499) },
          { text: 'A little less, between 0.1 and ¼', right: between(slope, 0.1, 0.2499) },
          { text: 'Less than 0.1', right: below(slope, 0.1) },
        ],
      },
      reveal: [{ do: 'playhead', to: 'now' }],
      live: { slope: shown(slope) },
      outcome:
        '`c = ` {{slope}}. The proposition states ¼; its own construction reaches that only with a surer teacher, from about `B = 1.5` on. What matters stands: KL is a constant times `H/n`.',
      claims: [
        {
          text: '`c = (\\log 2 - h(\\sigma(2)))/2 = 0.164`, with `h` the entropy of a coin.',
          holds: { is: '=', left: slope, right: 0.1639, tolerance: 0.0005 },
        },
      ],
      source: 'Prop. 3.2',
    },
    {
      title: 'Not for every teacher',
      text: 'Is coverage free of `H` always? What coverage does pay for is the **inherent variance** `\\sigma_\\star^2`: how much there really is to choose and to learn along a response. So far it was small: the common prompts have none, and the rare one counts with its mass. Now every position has a parameter of its own, so that `\\sigma_\\star^2` grows with `H`; 60 datasets of `n = 50` are drawn.',
      charts: ['coverage-dots'],
      enter: [
        { do: 'clear' },
        { do: 'open', link: 'scenario=orthonormal&H=8&T=60' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'short' },
      ],
      ask: {
        kind: 'choice',
        question: 'From H = 8 to H = 32, what does the mean of Cov₁₆ over the datasets do?',
        options: [
          { text: 'It stays about the same, as before', right: between(costs, 0, 1.5) },
          { text: 'It grows, to more than one and a half times', right: { is: '>=', left: costs, right: 1.5 } },
        ],
      },
      reveal: [
        { do: 'set', id: 'H', value: 32 },
        { do: 'play', fast: true },
      ],
      live: {
        short: shown(meanOf(coverage(16), 'short'), 'percent'),
        long: shown(meanOf(coverage(16)), 'percent'),
        sigmaShort: shown({ of: 'inherentVariance', run: 'short' }),
        sigmaLong: shown({ of: 'inherentVariance' }),
      },
      outcome:
        '`\\sigma_\\star^2` went from {{sigmaShort}} to {{sigmaLong}}, and mean `\\mathrm{Cov}_{16}` from {{short}} to {{long}}. The claim is not that length is free. It is that coverage pays for what there is to learn, and cross-entropy for every token.',
      claims: [
        {
          text: '`\\sigma_\\star^2` grew with `H`.',
          holds: above({ of: 'inherentVariance' }, { of: 'inherentVariance', run: 'short' }),
        },
        { text: 'Coverage grew with it.', holds: above(costs, 1.5) },
      ],
      source: 'Thm 4.2, Prop. I.1',
    },
    {
      title: 'To remember',
      text: '**What the data never showed costs KL something at every token, and coverage only its mass.**\n\nTry it: [open the rare prompt in Explore](?v=1&scenario=rare-prompt&H=32&T=1) and drag `H`.',
      charts: [],
    },
  ],
}
