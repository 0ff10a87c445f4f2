import type { Lesson } from '../../config/lesson/lesson'
import { above, all, atLeast, below, between, coverage, kl, meanOf, ratio, setting, shown } from './quantities'

const end = { at: 'end' } as const
const covEnd = coverage(16, end)
const averageNow = meanOf(coverage(16))
const averageOf = (run: string) => meanOf(coverage(16), run)

/** Why plain SGD struggles with long sequences, and what normalization helps: Sec. 5, with what it does not. */
export const normalization: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'normalization',
  title: 'Why plain SGD struggles',
  minutes: 6,
  summary:
    'A gradient that is summed over a sequence grows with its length. A step that does not grow with it is easier to choose.',
  needs: ['Lesson 1: coverage', 'Stochastic gradient descent'],
  learns: ['How one step size can be too large for ever', 'What gradient normalization fixes, and what it does not'],
  steps: [
    {
      title: 'A walk in the disc',
      text: 'The model has two parameters, a point `\\theta` in the unit disc. The teacher is the point `v_0` on its right edge; `\\theta` starts at `v_1`, above it. The response has `H = 64` tokens, and the gradient is the sum over them. SGD takes `\\theta \\leftarrow \\mathrm{Proj}(\\theta + \\eta\\hat g)`, back to the disc where the step leads out, with a step size that is proportional to `1/H`: `\\eta = 10/(HB)`.',
      charts: ['disc'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=steep-prompts&T=40&every=1' }],
      ask: {
        kind: 'choice',
        question: 'After 40 steps, where is θ?',
        options: [
          { text: 'At v₀: the loss is concave in θ, so it settles there', right: below(covEnd, 0.1) },
          { text: 'On the way to v₀', right: all(between(covEnd, 0.1, 0.99)) },
          {
            text: 'It still jumps from one side to the other, as far off as at the start',
            right: atLeast(covEnd, 0.99),
          },
        ],
      },
      reveal: [{ do: 'play' }, { do: 'keep', as: 'sgd' }],
      live: {
        cov: shown(covEnd),
        least: shown({ of: 'least', quantity: coverage(16) }),
        klStart: shown(kl({ at: 'start' }), 'nats'),
        klEnd: shown(kl(end), 'nats'),
      },
      formula: {
        tex: '\\theta \\leftarrow \\mathrm{Proj}\\bigl(\\theta + \\live{eta}\\,\\hat g\\bigr)',
        symbols: [{ id: 'eta', tex: '\\eta', means: 'step size', value: setting('eta'), chart: 'disc' }],
      },
      outcome:
        'After 40 steps `\\mathrm{Cov}_{16}` is {{cov}}; the least over all steps was {{least}}. KL went from {{klStart}} to {{klEnd}}. Every step overshoots: from `v_1` across to `v_{-1}`, and back. The projection keeps `\\theta` in the disc and on its edge. A step size of a tenth would do here – but then gentle prompts, where the gradient is small, are learned ten times later. The paper combines the two: for every constant step size, some problem makes SGD pay for `H`.',
      claims: [
        {
          text: '`\\mathrm{Cov}_{16}` never left its start.',
          holds: atLeast({ of: 'least', quantity: coverage(16) }, 0.99),
        },
      ],
      source: 'Prop. 5.1, Lemma I.6',
    },
    {
      title: 'A step of bounded length',
      text: '**Normalized** SGD divides by the length of the gradient: no step is longer than `\\eta`, however many tokens were summed up. Nothing else changes: the same data, the same start.',
      charts: ['disc', 'history'],
      formula: {
        tex: '\\theta \\leftarrow \\mathrm{Proj}\\Bigl(\\theta + \\live{eta}\\,\\frac{\\hat g}{\\live{lambda} + \\lVert\\hat g\\rVert}\\Bigr)',
        symbols: [
          { id: 'eta', tex: '\\eta', means: 'the longest that a step can be', value: setting('eta'), chart: 'disc' },
          {
            id: 'lambda',
            tex: '\\lambda',
            means: 'gradients much shorter than this count as they are',
            value: setting('lambda'),
          },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'What do 40 normalized steps do?',
        options: [
          { text: 'The same: the direction is what was wrong', right: atLeast(covEnd, 0.99) },
          { text: 'They come closer, but coverage stays above 10 %', right: between(covEnd, 0.1, 0.99) },
          { text: 'They settle: coverage all but vanishes', right: below(covEnd, 0.1) },
        ],
      },
      reveal: [{ do: 'open', link: 'scenario=steep-prompts&T=40&every=1&rule=normalized' }, { do: 'play' }],
      live: {
        cov: shown(covEnd),
        sgd: shown(coverage(16, { run: 'sgd', ...end })),
        eta: shown(setting('eta')),
      },
      outcome:
        'At the end `\\mathrm{Cov}_{16}` is {{cov}} with normalized steps of `\\eta = ` {{eta}}, and {{sgd}} with SGD. Far off the step has the full length; close by the gradient is short against `\\lambda`, and the steps shorten by themselves.',
      claims: [
        {
          text: 'Normalized SGD ends with less coverage missing than SGD.',
          holds: below(covEnd, coverage(16, { run: 'sgd', ...end })),
        },
      ],
      source: 'Thm 5.1, Eq. 18',
    },
    {
      title: 'One step size for all lengths?',
      text: 'That example was made for SGD to fail. Take the two kinds of prompts of lesson 1 instead. At `H = 8` SGD does best with `\\eta = 0.018`, and normalized SGD with `\\eta = 0.1`: both were sought on a grid. Now the responses get 16 times as long, `H = 128`, and each rule keeps its step size. SGD goes first.',
      charts: ['disc'],
      enter: [
        { do: 'clear' },
        { do: 'open', link: 'scenario=mixed-lengths&H=8&eta=0.018&T=400&every=8' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'short' },
      ],
      ask: {
        kind: 'choice',
        question: 'What is Cov₁₆ of SGD at H = 128, averaged over the run?',
        options: [
          { text: 'Small as before: the data are of the same kind', right: below(averageNow, 0.1) },
          { text: 'Some part of the responses is missed', right: between(averageNow, 0.1, 0.9) },
          { text: 'Nearly everything is missed', right: { is: '>=', left: averageNow, right: 0.9 } },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=mixed-lengths&H=128&eta=0.018&T=400&every=8' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'sgd' },
      ],
      live: { short: shown(averageOf('short'), 'percent'), long: shown(averageNow, 'percent') },
      outcome:
        'The average over the run was {{short}} at `H = 8` and is {{long}} at `H = 128`. The gradient of a long response is up to 16 times as long, so the same `\\eta` makes steps that cross the whole disc.',
      claims: [{ text: 'SGD is worse at `H = 128` than at `H = 8`.', holds: above(averageNow, averageOf('short')) }],
      source: 'Sec. 5',
    },
    {
      title: 'The same for normalized steps',
      text: 'Normalized SGD, too, keeps the step size that was best at `H = 8`, `\\eta = 0.1`.',
      charts: ['disc', 'history'],
      ask: {
        kind: 'choice',
        question: 'What becomes of normalized SGD at H = 128?',
        options: [
          { text: 'It does not notice the length: no step depends on it', right: below(averageNow, 0.05) },
          {
            text: 'It gets worse, but misses less than half of what SGD misses',
            right: all({ is: '>=', left: averageNow, right: 0.05 }, below(ratio(averageNow, averageOf('sgd')), 0.5)),
          },
          { text: 'It fails as SGD does', right: { is: '>=', left: ratio(averageNow, averageOf('sgd')), right: 0.5 } },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=mixed-lengths&H=128&rule=normalized&eta=0.1&T=400&every=8' },
        { do: 'play', fast: true },
      ],
      live: { sgd: shown(averageOf('sgd'), 'percent'), normalized: shown(averageNow, 'percent') },
      outcome:
        'Averaged over the run it misses {{normalized}}, where SGD missed {{sgd}}. It is not immune: a longer response has more to lose by the same distance in `\\theta`, so the best `\\eta` falls here as well – by a factor of 3 from `H = 8` to `H = 128`, against 18 for SGD (measured beforehand, on a grid of step sizes with 16 seeds).',
      claims: [
        {
          text: 'With the step size of `H = 8`, normalized SGD misses less than SGD at `H = 128`.',
          holds: below(averageNow, averageOf('sgd')),
        },
      ],
      source: 'Thm 5.1',
    },
    {
      title: 'Each at its own best',
      text: 'Is normalized SGD better, then, or only easier to set? At `H = 128` the best step sizes on the grid are `\\eta = 0.001` for SGD and `\\eta = 0.032` for normalized SGD. Give each its own, and 1,000 steps.',
      charts: ['history'],
      enter: [{ do: 'clear' }],
      ask: {
        kind: 'choice',
        question: 'Whose Cov₁₆, averaged over the run, is smaller?',
        options: [
          {
            text: 'That of normalized SGD, by more than a factor of 3',
            right: below(averageNow, ratio(averageOf('tuned'), 3)),
          },
          {
            text: 'They are alike, within a factor of 3',
            right: between(ratio(averageNow, averageOf('tuned')), 1 / 3, 3),
          },
          {
            text: 'That of SGD, by more than a factor of 3',
            right: { is: '>=', left: ratio(averageNow, averageOf('tuned')), right: 3 },
          },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=mixed-lengths&H=128&eta=0.001&T=1000&every=10' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'tuned' },
        { do: 'open', link: 'scenario=mixed-lengths&H=128&rule=normalized&eta=0.032&T=1000&every=10' },
        { do: 'play', fast: true },
      ],
      live: { sgd: shown(averageOf('tuned'), 'percent'), normalized: shown(averageNow, 'percent') },
      outcome:
        '{{sgd}} for SGD, {{normalized}} for normalized SGD. In this problem a well-tuned SGD keeps up: over all 2,000 steps and 16 seeds the two grow by the same factor from `H = 8` to `H = 128`, and which of them looks better at short lengths depends on how the first steps are weighed. What is robust is the step size: SGD’s has to follow `1/H`, and a wrong one is ruinous. Thm 5.1’s freedom from `H` is about the worst case, as in the steep prompts.',
      claims: [
        {
          text: 'Each rule does better with its own step size than SGD with that of `H = 8`.',
          holds: all(below(averageNow, 0.5), below(averageOf('tuned'), 0.5)),
        },
      ],
      source: 'Sec. 5',
    },
    {
      title: 'To remember',
      text: '**A summed gradient grows with the length, so SGD’s step size must shrink with it; a normalized step is bounded by itself.**\n\nTry it: [open the mixed lengths in Explore](?v=1&scenario=mixed-lengths&H=128&eta=0.018), and change the rule and `\\eta` while it runs.',
      charts: [],
    },
  ],
}
