import type { Lesson } from '../../config/lesson/lesson'
import {
  above,
  all,
  below,
  between,
  coverage,
  equal,
  kl,
  log,
  meanOf,
  power,
  product,
  ratio,
  setting,
  shown,
} from './quantities'

/** μ(−) = α²/(32 log M) */
const rare = ratio(power(setting('alpha'), 2), product(32, log(setting('m'))))
const covNow = meanOf(coverage(16))
const klNow = meanOf(kl())
const price = ratio(klNow, meanOf(kl(), 'likelihood'))

/** Choosing by tournament rather than by likelihood: Prop. E.1, Thm 6.3. */
export const tournament: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'tournament',
  title: 'Choosing by tournament',
  minutes: 5,
  summary:
    'Held-out loss picks the model that is right on average. A tournament picks one that nobody beats by a factor N on many responses.',
  needs: ['Lessons 1 and 2: coverage, and what it is for'],
  learns: [
    'How a tournament is held, without knowing the teacher',
    'What it pays for its pick',
    'That its pick is for one N',
  ],
  steps: [
    {
      title: 'Two candidates, neither right',
      text: 'The teacher tosses fair coins, whatever the prompt. Two candidates are at hand. `\\pi_1` is wrong on the **common** prompt: it gives heads too little by a factor of `e`, and is exact on the rare one. `\\pi_2` is exact on the common prompt, and gives heads too little by a factor of `M = 32` on the **rare** one, of mass `\\mu(-) = 0.9\\,\\%`. For each of 100 datasets of 5,000 responses, the likelier of the two is taken – the one with the lower held-out loss.',
      charts: [],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=misspecified&T=100' }],
      ask: {
        kind: 'choice',
        question: 'Which one does likelihood take?',
        options: [
          { text: 'π₁: off by a small factor only', right: above(klNow, 0.2) },
          { text: 'Sometimes one, sometimes the other', right: between(klNow, 0.02, 0.2) },
          { text: 'π₂: exact on nearly all the data', right: below(klNow, 0.02) },
        ],
      },
      reveal: [
        { do: 'play', fast: true },
        { do: 'keep', as: 'likelihood' },
      ],
      live: { kl: shown(klNow, 'nats') },
      outcome:
        'What it takes has a KL of {{kl}} on average. `\\pi_1` loses a little on nearly every response, and that adds up to more than a lot on 0.9 % of them. This is what the mean of `R` measures, and held-out loss with it.',
      claims: [{ text: 'Nearly every dataset favours `\\pi_2`.', holds: below(klNow, 0.02) }],
      source: 'Prop. E.1',
    },
    {
      title: 'What the loss did not see',
      text: 'For Best-of-16, say, what counts is `\\mathrm{Cov}_{16}` of the model that was taken.',
      charts: ['picks'],
      formula: {
        tex: '\\live{mu} = \\frac{\\live{alpha}^2}{32\\log \\live{M}}',
        symbols: [
          { id: 'mu', tex: '\\mu(-)', means: 'mass of the rare prompt', value: rare, as: 'percent', chart: 'picks' },
          {
            id: 'alpha',
            tex: '\\alpha',
            means: 'log of the factor that π₁ is off by on the common prompt',
            value: setting('alpha'),
            chart: 'picks',
          },
          {
            id: 'M',
            tex: 'M',
            means: 'π₂ is off by M on the rare prompt',
            value: setting('m'),
            as: 'count',
            chart: 'picks',
          },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'What is Cov₁₆ of the model that likelihood took?',
        options: [
          { text: '0: it is the better model', right: equal(covNow, 0) },
          { text: 'μ(−): all of the rare prompt', right: equal(covNow, rare, 0.05) },
          { text: 'μ(−)/2: the heads on the rare prompt', right: equal(covNow, ratio(rare, 2), 0.05) },
        ],
      },
      reveal: [{ do: 'playhead', to: 'now' }],
      live: { cov: shown(covNow, 'percent'), rare: shown(rare, 'percent') },
      outcome:
        '{{cov}}, where the rare prompt has the mass {{rare}}. The paper writes `\\mu(-)` for it. But on the rare prompt `\\pi_2` under-weights only heads, which are half of what the teacher writes there; tails it over-weights. So it is half of that, and the argument stands.',
      claims: [{ text: '`\\mathrm{Cov}_{16} = \\mu(-)/2`.', holds: equal(covNow, ratio(rare, 2), 0.05) }],
      source: 'Prop. E.1',
    },
    {
      title: 'The tournament',
      text: 'Coverage could be compared directly if the teacher’s probabilities were known; mostly they are not. The **tournament** needs only the candidates’: candidate `j` wins against `i` on the held-out responses to which it gives `N` times the probability that `i` gives or more. Taken is the candidate whose worst rival wins the least.',
      charts: ['picks'],
      formula: {
        tex: '\\hat\\imath = \\arg\\min_i\\,\\max_j\\;\\frac1{\\live{n}}\\,\\#\\Bigl\\{k : \\log\\frac{\\pi_j(y_k|x_k)}{\\pi_i(y_k|x_k)} \\ge \\log \\live{N0}\\Bigr\\}',
        symbols: [
          { id: 'n', tex: 'n', means: 'held-out responses', value: setting('n'), as: 'count', chart: 'picks' },
          {
            id: 'N0',
            tex: 'N',
            means: 'the factor that a rival has to win by',
            value: setting('N0'),
            as: 'count',
            chart: 'picks',
          },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'At N = 16 it takes another model than likelihood did. What is the KL of its pick?',
        options: [
          { text: 'Smaller: it is the better pick', right: below(price, 1) },
          { text: 'Larger, but by less than a factor of 3', right: between(price, 1, 3) },
          { text: 'Larger by a factor of 3 or more', right: { is: '>=', left: price, right: 3 } },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=misspecified&T=100&rule=tournament' },
        { do: 'play', fast: true },
      ],
      live: {
        klLikelihood: shown(meanOf(kl(), 'likelihood'), 'nats'),
        kl: shown(klNow, 'nats'),
        factor: shown(price),
        covLikelihood: shown(meanOf(coverage(16), 'likelihood'), 'percent'),
        cov: shown(covNow, 'percent'),
      },
      outcome:
        'Its mean KL is {{kl}}, that of likelihood’s pick {{klLikelihood}}: {{factor}} times as much. Its `\\mathrm{Cov}_{16}` is {{cov}}, that of likelihood’s pick {{covLikelihood}}. `\\pi_1` is off by `e` nearly everywhere, but nowhere by 16, so no rival ever wins by 16. It is worse on average and has no tail.',
      claims: [
        {
          text: 'The tournament’s pick has the larger KL and the smaller `\\mathrm{Cov}_{16}`.',
          holds: all(above(price, 1), below(covNow, meanOf(coverage(16), 'likelihood'))),
        },
      ],
      source: 'Eq. 28–29, Thm 6.3',
    },
    {
      title: 'A pick for one N',
      text: 'The tournament was held at `N = 16`. Look at the same two picks at `N = 2` instead: who asks only for two samples a prompt needs ratios below 2.',
      charts: ['coverage'],
      ask: {
        kind: 'choice',
        question: 'Which pick has the smaller Cov₂?',
        options: [
          {
            text: 'The tournament’s: coverage is what it is for',
            right: below(meanOf(coverage(2)), meanOf(coverage(2), 'likelihood')),
          },
          { text: 'They are equal', right: equal(meanOf(coverage(2)), meanOf(coverage(2), 'likelihood')) },
          { text: 'That of likelihood', right: above(meanOf(coverage(2)), meanOf(coverage(2), 'likelihood')) },
        ],
      },
      reveal: [{ do: 'set', id: 'N', value: 2 }],
      live: {
        likelihood: shown(meanOf(coverage(2), 'likelihood'), 'percent'),
        tournament: shown(meanOf(coverage(2)), 'percent'),
      },
      outcome:
        '`\\mathrm{Cov}_2` is {{tournament}} for the tournament’s pick and {{likelihood}} for that of likelihood: `e` is more than 2, so at `N = 2` the common prompt’s heads count as missed. There is no best model, only a best one for the number of samples you can afford. Thm 6.3 says what a tournament promises, up to a power of `N` and `\\log|\\Pi|/n`.',
      claims: [
        {
          text: 'At `N = 2` likelihood’s pick covers better.',
          holds: below(meanOf(coverage(2), 'likelihood'), meanOf(coverage(2))),
        },
      ],
      source: 'Thm 6.3',
    },
    {
      title: 'To remember',
      text: '**Held-out loss picks by the mean; the tournament picks by the tail, for one `N`, and needs no teacher.**\n\nTry it: [open the candidates in Explore](?v=1&scenario=misspecified&rule=tournament), or let it choose among the checkpoints of a run: [graph search in Select](?v=1&scenario=graph-two-rules&view=select). With your own log-probabilities it works just so.',
      charts: [],
    },
  ],
}
