import type { Lesson } from '../../config/lesson/lesson'
import { above, atMost, below, between, coverage, equal, kl, product, ratio, setting, shown } from './quantities'

const end = { at: 'end' } as const
const twiceN = product(2, setting('n'))
/** KL on the rare prompt: all of KL is there, and its mass is 1/(2n). */
const onRare = (run?: string) => product(kl(run === undefined ? end : { run, ...end }), twiceN)
const kept = ratio(onRare(), onRare('standard'))
const fourfold = ratio(onRare('long'), onRare())
const fixed = ratio(onRare(), onRare('long'))

/** Test-time training: Thm 6.1 on the prompt of Prop. 3.2. */
export const testTimeTraining: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'test-time-training',
  title: 'Test-time training',
  minutes: 5,
  summary: 'A model that goes on learning while it reads a response need not be wrong in the same way at every token.',
  needs: ['Lesson 3: the prompt too rare to be seen'],
  learns: ['What is updated, and when', 'How KL then grows with the length, at the best step and at a fixed one'],
  steps: [
    {
      title: 'The rare prompt again',
      text: 'In lesson 3 a prompt of mass `\\mu(1) = 1/(2n)` never came up among `n = 100` sequences, and KL on it grew with every token of the response. Here responses have `H = 128` tokens. The model learns by **token-level** SGD: one small step after each token, through one sequence after the other.',
      charts: ['growth'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=rare-prompt&H=128&rule=token&every=100' }],
      ask: {
        kind: 'choice',
        question: 'After all 100 sequences, none of them of the rare prompt: what has become of KL on it?',
        options: [
          {
            text: 'It has fallen a little: 12,800 tokens must teach something',
            right: below(kl(end), product(0.999, kl({ at: 'start' }))),
          },
          { text: 'It is what it was', right: equal(kl(end), kl({ at: 'start' }), 1e-3) },
          { text: 'It has grown', right: above(kl(end), product(1.001, kl({ at: 'start' }))) },
        ],
      },
      reveal: [
        { do: 'play', fast: true },
        { do: 'keep', as: 'standard' },
      ],
      live: {
        rare: shown(onRare(), 'nats'),
        all: shown(kl(end), 'nats'),
        token: shown(ratio(onRare(), setting('H')), 'nats'),
      },
      outcome:
        'KL is {{all}}; all of it comes from the rare prompt, where it is {{rare}}, or {{token}} a token. The gradient of a common prompt does not touch the parameter that the rare one needs. This much is Prop. 3.2, whatever the rule.',
      claims: [{ text: 'Training has changed nothing.', holds: equal(kl(end), kl({ at: 'start' }), 1e-3) }],
      source: 'Prop. 3.2',
    },
    {
      title: 'Learn while reading',
      text: 'A response to the rare prompt is 128 tokens of evidence about that very prompt. **Test-time training** uses it: give the next token its probability, then see it, take one gradient step on it, and go on with the new parameters. After the response they are reset. No token is used before it has been predicted, so that this is a proper distribution over responses, `\\pi^{\\mathrm{TTT}}`.',
      charts: ['growth'],
      formula: {
        tex: '\\begin{gathered}\\vartheta_{h+1} = \\mathrm{Proj}\\bigl(\\vartheta_h + \\live{etaT}\\,\\nabla\\log\\pi_{\\vartheta_h}(y_h\\,|\\,x, y_{<h})\\bigr), \\\\ \\vartheta_1 = \\theta\\end{gathered}',
        symbols: [
          {
            id: 'etaT',
            tex: '\\eta_T',
            means: 'step size of test-time training',
            value: setting('etaT'),
            chart: 'growth',
          },
        ],
      },
      ask: {
        kind: 'choice',
        question: 'The same θ, read with test-time training at η = 0.14. What is left of KL on the rare prompt?',
        options: [
          { text: 'All of it: θ is the same', right: { is: '>=', left: kept, right: 0.9 } },
          { text: 'About half: it knows better in the second half', right: between(kept, 0.2, 0.9) },
          { text: 'Less than a fifth', right: below(kept, 0.2) },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=rare-prompt&H=128&rule=token&every=100&decode=ttt&etaT=0.14&M=1024' },
        { do: 'play', fast: true },
        { do: 'keep', as: 'long' },
      ],
      live: {
        standard: shown(onRare('standard'), 'nats'),
        ttt: shown(onRare(), 'nats'),
        covStandard: shown(coverage(16, { run: 'standard', ...end }), 'percent'),
        cov: shown(coverage(16, end), 'percent'),
      },
      outcome:
        'From {{standard}} to {{ttt}}. The chart shows where: the first tokens cost the most, the later ones little. Coverage gains less, as lesson 3 lets expect: it had counted the prompt only once. `\\mathrm{Cov}_{16}` went from {{covStandard}} to {{cov}}.',
      claims: [
        { text: 'KL on the rare prompt is less than a fifth.', holds: below(kept, 0.2) },
        {
          text: 'Coverage is no worse for it.',
          holds: atMost(coverage(16, end), coverage(16, { run: 'standard', ...end })),
        },
      ],
      source: 'Thm 6.1, Eq. 21–23',
    },
    {
      title: 'What four times the length costs',
      text: 'Thm 6.1 bounds KL of `\\pi^{\\mathrm{TTT}}` by `4/(\\eta T) + 2\\eta\\sigma_\\star^2`: something that must be learned once, and something that noise costs at every token. The step size balances the two, so the best one is smaller for longer responses, like `1/\\sqrt H`. For `H = 32` it is near 0.28.',
      charts: ['growth'],
      ask: {
        kind: 'choice',
        question:
          'Compare H = 32 with H = 128, each at its own step size. On the rare prompt, KL at H = 128 is larger by a factor of …',
        options: [
          { text: 'about 4, like H', right: between(fourfold, 2.9, 6) },
          { text: 'about 2, like √H', right: between(fourfold, 1.4, 2.9) },
          { text: 'about 1: it is learned once and for all', right: between(fourfold, 0, 1.4) },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=rare-prompt&H=32&rule=token&every=100&decode=ttt&etaT=0.28&M=1024' },
        { do: 'play', fast: true },
      ],
      live: { short: shown(onRare(), 'nats'), long: shown(onRare('long'), 'nats'), factor: shown(fourfold) },
      outcome:
        '{{short}} at `H = 32`, {{long}} at `H = 128`: a factor of {{factor}}. Without test-time training it would be 4.',
      claims: [{ text: 'The factor is nearer to `\\sqrt 4` than to 4.', holds: between(fourfold, 1.2, 2.83) }],
      source: 'Thm 6.1',
    },
    {
      title: 'At a fixed step size',
      text: 'In practice one step size serves all lengths. Keep `\\eta = 0.14`, which suits `H = 128`, for responses of `H = 512`.',
      charts: ['growth'],
      ask: {
        kind: 'choice',
        question: 'By what factor does KL on the rare prompt grow from H = 128 to H = 512?',
        options: [
          { text: 'Less than 2', right: below(fixed, 2) },
          { text: 'More than the 2 that √H would give, but less than 4', right: between(fixed, 2, 3.9) },
          { text: '4 or more, like H', right: { is: '>=', left: fixed, right: 3.9 } },
        ],
      },
      reveal: [
        { do: 'open', link: 'scenario=rare-prompt&H=512&rule=token&T=1&every=1&decode=ttt&etaT=0.14&M=256' },
        { do: 'play', fast: true },
      ],
      live: { long: shown(onRare('long'), 'nats'), longer: shown(onRare(), 'nats'), factor: shown(fixed) },
      outcome:
        'From {{long}} to {{longer}}, a factor of {{factor}}. What had to be learned once is paid; what remains is the noise of the steps, at every token. So at a fixed step size KL is linear in `H` again in the long run, only with a much smaller multiple. The growth like `\\sqrt H` belongs to a step size chosen for the length.',
      claims: [{ text: 'It grew by more than `\\sqrt 4 = 2`.', holds: above(fixed, 2) }],
      source: 'Thm 6.1',
    },
    {
      title: 'To remember',
      text: '**A model that learns while it reads pays for a new prompt about once, not anew at every token.**\n\nTry it: [open test-time training in Explore](?v=1&scenario=rare-prompt&H=128&decode=ttt&etaT=0.14&T=1) and change the step size `\\eta_T`.',
      charts: [],
    },
  ],
}
