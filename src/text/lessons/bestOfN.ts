import type { Lesson } from '../../config/lesson/lesson'
import type { Quantity } from '../../config/lesson/quantity'
import {
  above,
  all,
  atLeast,
  atMost,
  between,
  coverage,
  difference,
  log,
  power,
  product,
  ratio,
  setting,
  shown,
  symbolN,
} from './quantities'

/** What the adversary's reward costs Best-of-N: the larger side of D.7 at the run's N. */
const regret: Quantity = { of: 'bound', id: 'D.7' }
/** The most that any reward can cost: D.6 at its best M. */
const most: Quantity = { of: 'bound', id: 'D.6' }
const coverage2N = coverage(product(2, setting('N')))
const half = ratio(coverage2N, 2)

/** Why Best-of-N needs coverage: Propositions D.6 and D.7. */
export const bestOfN: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'best-of-n',
  title: 'Why Best-of-N needs it',
  minutes: 5,
  summary: 'Sampling more can only find what the model still writes now and then. How often is what coverage measures.',
  needs: ['Lesson 1: the coverage profile'],
  learns: [
    'What N samples can and cannot make up for',
    'That small coverage is enough for Best-of-N, and that without it some task fails',
  ],
  steps: [
    {
      title: 'Many tries, one judge',
      text: '**Best-of-N**: draw `N` responses from the model and keep the one that a judge likes best – unit tests for a program, a proof checker for a proof. If a prompt’s right answers have probability `p` under the model, at least one of `N` samples is right with probability\n\n`\\mathrm{Pass@}N = 1 - (1 - p)^N`.',
      charts: [],
      ask: {
        kind: 'number',
        question: 'The model writes a right answer once in 50 tries, p = 1/50. How often does Best-of-50 succeed?',
        label: 'Pass@50',
        min: 0,
        max: 1,
        scale: 'linear',
        as: 'percent',
        truth: difference(1, power(0.98, 50)),
      },
      live: {
        at50: shown(difference(1, power(0.98, 50)), 'percent'),
        at250: shown(difference(1, power(0.98, 250)), 'percent'),
        rare: shown(difference(1, power(0.9998, 50)), 'percent'),
      },
      outcome:
        'It is {{at50}}, not certain: `N = 1/p` samples leave about `1/e` of the failures, and five times as many raise it to {{at250}}. But if the model under-weights the answer another hundred times, `p = 1/5000`, the same 50 samples succeed in {{rare}} of cases. What matters is whether `p` is above or below about `1/N` – a threshold on a ratio, like coverage.',
      claims: [
        {
          text: '`N = 1/p` samples fail more often than one time in three.',
          holds: { is: '>', left: power(0.98, 50), right: 1 / 3 },
        },
      ],
      source: 'Sec. 2',
    },
    {
      title: 'An adversary’s task',
      text: 'Which task hurts the most? An adversary who knows the model rewards exactly those responses that the teacher writes and the model under-weights `2N` times or more. The teacher earns `\\mathrm{Cov}_{2N}` on this task. What Best-of-N earns less than that is its **regret**.\n\nHere one prompt in five is of the rare kind of lesson 1, and the model trains for 30 steps. The budget is `N = 16`, so what is rewarded lies beyond a ratio of 32.',
      charts: ['coverage'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=mixed-lengths&H=8&p=0.2&T=30&every=5' }],
      ask: {
        kind: 'choice',
        question: 'How much of what the teacher earns does Best-of-16 lose?',
        options: [
          { text: 'Next to nothing: 16 tries are many', right: between(ratio(regret, coverage2N), 0, 0.1) },
          { text: 'Some, but less than half', right: between(ratio(regret, coverage2N), 0.1, 0.5) },
          { text: 'Half or more', right: all(above(coverage2N, 0), atLeast(regret, half)) },
        ],
      },
      reveal: [{ do: 'play' }],
      live: {
        cov: shown(coverage2N, 'percent'),
        regret: shown(regret, 'percent'),
        lost: shown(ratio(regret, coverage2N), 'percent'),
      },
      formula: {
        tex: '\\live{regret} = \\mathrm{Cov}_{2\\live{N}} - P[\\text{one of } \\live{N} \\text{ samples is rewarded}]',
        symbols: [
          symbolN,
          {
            id: 'regret',
            tex: '\\mathrm{regret}',
            means: 'what the teacher earns on the adversary’s task, less what Best-of-N earns',
            value: regret,
            as: 'percent',
            chart: 'coverage',
          },
        ],
      },
      outcome:
        'The teacher earns {{cov}}, and Best-of-16 loses {{regret}} of all prompts, {{lost}} of what there was to earn. This is no accident of the example: a set that is under-weighted `2N` times has model probability at most `1/(2N)` on its prompts, so `N` samples hit it with probability at most ½. Without coverage, some task fails.',
      claims: [{ text: 'The regret is at least `\\tfrac12\\mathrm{Cov}_{2N}`.', holds: atLeast(regret, half) }],
      source: 'Prop. D.7',
    },
    {
      title: 'The other side: coverage is enough',
      text: 'That was the worst task for one budget. Now take any task with rewards in `[0, 1]`. Split what the teacher writes: a part that is under-weighted `M` times or more, of mass `\\mathrm{Cov}_M`, may be lost. Of the rest, `N` samples miss little as soon as `N` is some multiple of `M`. So the regret is at most `\\mathrm{Cov}_M + \\varepsilon` with `N = 2M\\log(1/\\varepsilon)` samples.',
      charts: ['coverage'],
      controls: ['N'],
      formula: {
        tex: '\\live{regret} \\le \\min_M\\Bigl\\{\\mathrm{Cov}_M + e^{-\\live{N}/(2M)}\\Bigr\\} = \\live{most}',
        symbols: [
          {
            id: 'regret',
            tex: '\\mathrm{regret}',
            means: 'of the adversary’s task at this N',
            value: regret,
            as: 'percent',
            chart: 'coverage',
          },
          symbolN,
          {
            id: 'most',
            tex: '\\mathrm{bound}',
            means: 'the best of D.6 over all M with coverage at most ½',
            value: most,
            as: 'percent',
            chart: 'coverage',
          },
        ],
      },
      ask: {
        kind: 'choice',
        question:
          'The budget becomes 16 times as large, N = 256, and the adversary chooses anew. What is the regret then?',
        options: [
          { text: 'As large as before: the adversary adapts', right: above(regret, 0.1) },
          { text: 'About a sixteenth of what it was', right: between(regret, 0.002, 0.1) },
          { text: 'None: nothing is that badly under-weighted', right: between(regret, -1, 0.002) },
        ],
      },
      reveal: [{ do: 'set', id: 'N', value: 256 }],
      live: {
        N: shown(setting('N'), 'count'),
        cov: shown(coverage2N, 'percent'),
        regret: shown(regret, 'percent'),
        most: shown(most, 'percent'),
      },
      outcome:
        'At `N = ` {{N}} the adversary can reward {{cov}} of what the teacher writes, and the regret is {{regret}}; by Prop. D.6 no task at all can cost more than {{most}}. Both sides of the story depend on one number read at about `N`: where the profile has come down, sampling works.',
      claims: [
        { text: 'The regret lies between `\\tfrac12\\mathrm{Cov}_{2N}` …', holds: atLeast(regret, half) },
        { text: '… and the bound of Prop. D.6.', holds: atMost(regret, most) },
      ],
      source: 'Prop. D.6, Prop. D.7',
    },
    {
      title: 'How many samples are enough?',
      text: 'Turn Prop. D.6 round. Suppose a model has `\\mathrm{Cov}_{64} = 0`: nothing the teacher writes is under-weighted 64 times. You want a regret of at most `\\varepsilon = 0.01` on every task.',
      charts: [],
      formula: { tex: 'N = 2M\\log(1/\\varepsilon)' },
      ask: {
        kind: 'number',
        question: 'With M = 64 and ε = 0.01, how many samples does the proposition ask for?',
        label: 'N',
        min: 10,
        max: 10000,
        scale: 'log',
        as: 'count',
        truth: product(product(2, 64), log(100)),
      },
      live: { enough: shown(product(product(2, 64), log(100)), 'count') },
      outcome:
        'About {{enough}}: the ratio `M`, times a factor that depends on the accuracy only through a logarithm. Not `M` itself – the first page showed that `N = 1/p` tries still fail often – and not `M/\\varepsilon`.',
      claims: [
        {
          text: '`N` exceeds `M`, and is far below `M/\\varepsilon`.',
          holds: between(product(product(2, 64), log(100)), 64, 6400 / 5),
        },
      ],
      source: 'Prop. D.6',
    },
    {
      title: 'To remember',
      text: '**Best-of-N works where coverage at about `N` is small, and on some task it must fail where it is not.**\n\nTry it: [open Best-of-N on this model in Select](?v=1&scenario=mixed-lengths&H=8&p=0.2&T=30&every=5&view=select&panel=best-of-n), choose the adversary’s task and drag `N`.',
      charts: [],
    },
  ],
}
