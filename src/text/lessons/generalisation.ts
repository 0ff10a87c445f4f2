import type { Lesson } from '../../config/lesson/lesson'
import {
  above,
  all,
  below,
  between,
  coverage,
  difference,
  equal,
  kl,
  log,
  meanOf,
  power,
  product,
  ratio,
  setting,
  shown,
  sum,
} from './quantities'

const infinite = meanOf({ of: 'infiniteKl' })
/** (1 − p)ⁿ + pⁿ: all throws show the same side. */
const oneSided = sum(power(difference(1, setting('p')), setting('n')), power(setting('p'), setting('n')))
const fine = ratio(meanOf(coverage(256)), meanOf(coverage(4), 'N4'))
const more = ratio(meanOf(coverage(16)), meanOf(coverage(16), 'few'))

/** Why coverage generalises faster, and faster for larger N; and the part of it that does not: Sec. 3, Prop. 4.1. */
export const generalisation: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'generalisation',
  title: 'Why coverage generalises faster',
  minutes: 6,
  summary:
    'From few data KL may be infinite while coverage is small. Part of coverage shrinks further with log N, part does not.',
  needs: ['Lesson 1: KL as a mean, coverage as a tail', 'Maximum likelihood'],
  learns: [
    'Why one unlucky dataset ruins KL and hardly coverage',
    'The fine term of coverage, which larger N makes smaller',
    'The coarse term, which it does not',
  ],
  steps: [
    {
      title: 'One coin, many datasets',
      text: 'A coin shows heads with probability `p = 0.1`. It is thrown `n = 20` times, and the likeliest coin is learned from that: the share of heads. This is done again for each of 200 datasets. Each gives a KL and a `\\mathrm{Cov}_2`.',
      charts: ['dots'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=bernoulli&T=200' }],
      ask: {
        kind: 'choice',
        question: 'What is the KL of the learned coin, averaged over the datasets?',
        options: [
          {
            text: 'Small, about 1/(2n) = 0.025 nats',
            right: all(equal(infinite, 0), below(meanOf(kl()), 0.05)),
          },
          { text: 'Larger than that, but finite', right: all(equal(infinite, 0), above(meanOf(kl()), 0.05)) },
          { text: 'Infinite', right: above(infinite, 0) },
        ],
      },
      reveal: [{ do: 'play' }],
      live: {
        infinite: shown(infinite, 'percent'),
        theory: shown(oneSided, 'percent'),
        cov: shown(meanOf(coverage(2)), 'percent'),
      },
      outcome:
        'In {{infinite}} of the datasets only one side was seen (theory: `(1-p)^n + p^n`, {{theory}}). Mostly that is tails; the likeliest coin then never shows heads, so that `\\log \\pi_D - \\log\\hat\\pi` is infinite on a tenth of the mass, and with it KL, and with that the average. Coverage counts that tenth once: `\\mathrm{Cov}_2` is {{cov}} on average. A mean has no protection against `R = \\infty`; a tail has.',
      claims: [
        { text: 'KL is infinite in some datasets.', holds: above(infinite, 0) },
        { text: 'Mean `\\mathrm{Cov}_2` is no more than one tenth.', holds: below(meanOf(coverage(2)), 0.1) },
      ],
      source: 'Sec. 3',
    },
    {
      title: 'A larger N forgives more',
      text: 'Can a larger `N` make learning easier? Here the truth competes with `2^d` models that fit the noise of the data. Each of them misses one rare prompt by exactly the factor `N_0`. Likelihood is fooled if fitting noise gains more than the few sightings of the rare prompt cost, and each sighting costs `\\log N_0`. The rarity is set to where that is undecided: the worst case for this `N_0`. 400 datasets were drawn for `N = N_0 = 4`.',
      charts: ['gains'],
      enter: [
        { do: 'clear' },
        { do: 'open', link: 'scenario=fine-rate&N=4&N0=4&T=400' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'N4' },
      ],
      formula: {
        tex: '\\begin{gathered}\\text{gain from the noise of } \\live{n} \\text{ sequences} \\\\ >\\; \\#\\{\\text{sightings}\\}\\cdot\\log \\live{N}\\end{gathered}',
        symbols: [
          { id: 'n', tex: 'n', means: 'size of a dataset', value: setting('n'), as: 'count', chart: 'gains' },
          {
            id: 'N',
            tex: 'N_0',
            means: 'factor by which the wrong models miss the rare prompt',
            value: setting('N0'),
            as: 'count',
            chart: 'gains',
          },
        ],
      },
      ask: {
        kind: 'choice',
        question:
          'Now N = N₀ = 256, against a worst case of its own. log N is four times as large. Mean coverage becomes …',
        options: [
          { text: 'about as large as before: it is a worst case, too', right: between(fine, 0.6, 2) },
          { text: 'about a quarter: it goes like 1/log N', right: between(fine, 0.1, 0.6) },
          { text: 'about 1/64: it goes like 1/N', right: between(fine, 0, 0.1) },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=fine-rate&N=256&N0=256&T=400' },
        { do: 'play', fast: true },
      ],
      live: {
        at4: shown(meanOf(coverage(4), 'N4'), 'percent'),
        at256: shown(meanOf(coverage(256)), 'percent'),
        product4: shown(product(meanOf(coverage(4), 'N4'), log(4))),
        product256: shown(product(meanOf(coverage(256)), log(256))),
        factor: shown(fine),
      },
      outcome:
        'From {{at4}} to {{at256}}, a factor of {{factor}}. The theory is `\\mathrm{Cov}_N \\approx d/(n\\log N)`: the products `\\mathrm{Cov}_N \\log N` are {{product4}} and {{product256}}. Whoever misses by a larger factor is found out by fewer sightings, so what still goes unnoticed is rarer. This is the **fine term**. (For convex classes of models it shrinks even like `1/N`, Thm E.1; these are not convex.)',
      claims: [
        {
          text: 'Coverage at 256 is less than half of that at 4, each in its own worst case.',
          holds: below(fine, 0.5),
        },
        {
          text: 'The products agree within a third.',
          holds: {
            is: '=',
            left: product(meanOf(coverage(256)), log(256)),
            right: product(meanOf(coverage(4), 'N4'), log(4)),
            relative: 1 / 3,
          },
        },
      ],
      source: 'Prop. 4.1(b), Thm 4.1',
    },
    {
      title: 'What was never seen',
      text: 'Now one prompt with `d = 20` possible answers: one common, the other 19 rare and alike. From `n = 40` draws several of them never show up. The likeliest model gives those as little as its form allows.',
      charts: [],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=missing-mass&T=200' }],
      ask: {
        kind: 'line',
        question: 'Draw the mean coverage over 200 datasets against N. Does a larger N help here?',
        x: { label: 'N', scale: 'log', values: [2, 4, 8, 16, 32, 64, 128], as: 'count' },
        y: { label: 'mean coverage', min: 0.001, max: 1, scale: 'log', as: 'percent' },
        truth: meanOf(coverage({ of: 'x' })),
      },
      reveal: [
        { do: 'play', fast: true },
        { do: 'keep', as: 'few' },
      ],
      live: {
        at2: shown(meanOf(coverage(2)), 'percent'),
        at128: shown(meanOf(coverage(128)), 'percent'),
      },
      outcome:
        'It is flat: {{at2}} at `N = 2` and {{at128}} at `N = 128`. What the data never showed is missed by as large a factor as the model can express, so no `N` up to that makes a difference. This is the **coarse term**, the missing mass.',
      claims: [
        {
          text: 'Mean coverage is the same at `N = 2` and `N = 128`.',
          holds: equal(meanOf(coverage(128)), meanOf(coverage(2)), 1e-3),
        },
      ],
      source: 'Prop. 4.1(a)',
    },
    {
      title: 'What does help against it',
      text: 'If not a larger `N`, then more data. From 40 to 200 sequences a dataset becomes five times as large; the rare answers become rarer with it, as the proposition prescribes, so that some stay unseen.',
      charts: ['mean-profile'],
      formula: {
        tex: '\\pi_D(\\text{a rare answer}) = \\frac{1}{\\live{d} - 1 + 4\\live{n}}',
        symbols: [
          { id: 'd', tex: 'd', means: 'possible answers', value: setting('d'), as: 'count' },
          { id: 'n', tex: 'n', means: 'size of a dataset', value: setting('n'), as: 'count', chart: 'mean-profile' },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'With five times as many data, mean Cov₁₆ becomes …',
        options: [
          { text: 'about as large: there is always something unseen', right: between(more, 0.6, 2) },
          { text: 'about a fifth', right: between(more, 0.1, 0.6) },
          { text: 'about a twenty-fifth', right: between(more, 0, 0.1) },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=missing-mass&T=200&n=200' },
        { do: 'play', fast: true },
      ],
      live: {
        few: shown(meanOf(coverage(16), 'few'), 'percent'),
        many: shown(meanOf(coverage(16)), 'percent'),
        factor: shown(ratio(1, more)),
      },
      outcome:
        'From {{few}} to {{many}}: {{factor}} times less. Both terms fall like `d/n`. Thm 4.1 bounds coverage by their sum – the fine term divided by `\\log N`, the coarse term not – and both propositions of this lesson show that neither can be left out. The constants are not specified.',
      claims: [{ text: 'Five times the data cut coverage by between 3 and 8.', holds: between(ratio(1, more), 3, 8) }],
      source: 'Thm 4.1, Prop. 4.1',
    },
    {
      title: 'To remember',
      text: '**Coverage can be learned where KL is infinite; a larger `N` shrinks its fine term like `1/\\log N`, but not the mass of what was never seen.**\n\nTry it: [open the many candidates in Explore](?v=1&scenario=fine-rate), press Play, and change `N_0` and `N` together.',
      charts: [],
    },
  ],
}
