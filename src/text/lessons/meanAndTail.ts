import type { Lesson } from '../../config/lesson/lesson'
import {
  above,
  all,
  atMost,
  below,
  between,
  coverage,
  equal,
  kl,
  ratio,
  setting,
  shown,
  symbolCoverage,
  symbolKl,
  symbolN,
} from './quantities'

const klLeft = ratio(kl({ at: 'end' }), kl({ at: 'start' }))
const coverageLeft = ratio(coverage(16, { at: 'end' }), coverage(16, { at: 'start' }))
/** How much further the tail fell than the mean. */
const further = ratio(coverageLeft, klLeft)

/** What coverage is: the tail of the distribution whose mean is KL. */
export const meanAndTail: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'mean-and-tail',
  title: 'What coverage is',
  minutes: 5,
  summary: 'One distribution, two numbers: its mean is KL, its tail is coverage.',
  needs: ['Probability and logarithms', 'That a language model gives every text a probability'],
  learns: ['To read KL and coverage off one distribution', 'Why a small mean does not make a small tail'],
  steps: [
    {
      title: 'One number for each response',
      text: 'A teacher `\\pi_D` writes responses `y` to prompts `x`; a model `\\hat\\pi` shall learn to write the same. Let the teacher write a response, and ask how much rarer it is under the model:\n\n`R = \\log \\pi_D(y|x) - \\log \\hat\\pi(y|x)`.\n\n`R = 0` means: just as likely. `R = \\log 16` means: the model gives that response a sixteenth of the teacher’s probability. The upper figure is the distribution of `R` over what the teacher writes, for a model that has learned nothing yet. Right of the vertical line, at `N = 16`, lies what is under-weighted 16 times or more. The share that lies there is the **coverage** at `N`; small is good.',
      charts: ['coverage'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=random-linear&T=120&every=4&M=1024' }],
      formula: {
        tex: '\\live{cov} = P\\bigl[R \\ge \\log \\live{N}\\bigr]',
        symbols: [symbolCoverage, symbolN],
      },
      ask: {
        kind: 'choice',
        question: 'The line moves from N = 16 to N = 64. What happens to the share right of it?',
        options: [
          { text: 'It grows: 64 is more than 16', right: above(coverage(64), coverage(16)) },
          { text: 'It stays: it is the same model', right: equal(coverage(64), coverage(16)) },
          { text: 'It shrinks: fewer responses are that far off', right: below(coverage(64), coverage(16)) },
        ],
      },
      reveal: [{ do: 'set', id: 'N', value: 64 }],
      live: { at16: shown(coverage(16), 'percent'), at64: shown(coverage(64), 'percent') },
      outcome:
        'At `N = 16` the share is {{at16}}, at `N = 64` it is {{at64}}. The lower figure draws it for every `N` at once: the coverage profile. Nothing was trained again for this; `N` only says where the tail begins. Drag the line and see.',
      claims: [
        {
          text: 'A tail that begins later is no larger: `\\mathrm{Cov}_{64} \\le \\mathrm{Cov}_{16}`.',
          holds: atMost(coverage(64), coverage(16)),
        },
      ],
      source: 'Def. 1.1',
    },
    {
      title: 'The mean has a name, too',
      text: 'The mean of `R` is the Kullback–Leibler divergence, `\\mathrm{KL} = E[R]`: cross-entropy, the training loss, less a constant. Single responses may have `R < 0` – the model gives them more than the teacher does – but the mean is never negative. So training pulls the mean towards 0. The tail is not in the loss at all.',
      charts: ['coverage', 'history'],
      enter: [{ do: 'set', id: 'N', value: 16 }],
      formula: { tex: '\\live{kl} = E[R]', symbols: [symbolKl] },
      ask: {
        kind: 'choice',
        question:
          'The model trains for 120 steps. At the end, which of the two will have kept the smaller share of its start?',
        options: [
          { text: 'KL: it is what training minimises', right: above(further, 1.5) },
          { text: 'Neither: mean and tail shrink alike', right: between(further, 0.667, 1.5) },
          { text: 'Coverage at N = 16', right: below(further, 0.667) },
        ],
      },
      reveal: [{ do: 'play' }],
      live: {
        klStart: shown(kl({ at: 'start' }), 'nats'),
        klEnd: shown(kl({ at: 'end' }), 'nats'),
        klLeft: shown(klLeft, 'percent'),
        covStart: shown(coverage(16, { at: 'start' }), 'percent'),
        covEnd: shown(coverage(16, { at: 'end' }), 'percent'),
        covLeft: shown(coverageLeft, 'percent'),
      },
      outcome:
        'KL went from {{klStart}} to {{klEnd}}: {{klLeft}} of it is left. `\\mathrm{Cov}_{16}` went from {{covStart}} to {{covEnd}}: {{covLeft}} is left. When a whole distribution moves left, its mean moves by as much, but what lies beyond a fixed line can all but vanish.',
      claims: [
        {
          text: 'The mean of `R` was negative at no step.',
          holds: { is: '>=', left: { of: 'least', quantity: kl() }, right: 0, tolerance: 1e-9 },
        },
      ],
      source: 'Remark 2.1',
    },
    {
      title: 'A small mean, a stubborn tail',
      text: 'Now another teacher. To 98 prompts in 100 it answers with eight tosses of a fair coin. The other 2 in 100 want one token, nearly always the same. The model begins with everything wrong. The coins are soon learned, since nearly all data are about them.',
      charts: ['history'],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=mixed-lengths&H=8&T=400&every=10' }],
      ask: {
        kind: 'line',
        question: 'Draw how Cov₁₆ goes over 400 steps of training. The axis is logarithmic.',
        x: { label: 'step', scale: 'linear', values: [0, 50, 100, 150, 200, 250, 300, 350, 400], as: 'count' },
        y: { label: 'Cov₁₆', min: 0.0005, max: 1, scale: 'log', as: 'percent' },
        truth: coverage(16, { at: { of: 'x' } }),
      },
      reveal: [{ do: 'play' }],
      live: {
        kl100: shown(kl({ at: 100 }), 'nats'),
        kl400: shown(kl({ at: 'end' }), 'nats'),
        cov100: shown(coverage(16, { at: 100 }), 'percent'),
        cov400: shown(coverage(16, { at: 'end' }), 'percent'),
        p: shown(setting('p'), 'percent'),
      },
      outcome:
        'From step 100 to step 400 KL went from {{kl100}} to {{kl400}}, and `\\mathrm{Cov}_{16}` from {{cov100}} to {{cov400}}. The rare prompts have the mass {{p}}: as long as every one of them is missed by a factor of 16, the tail holds all of them, whatever the mean does. The mean hardly feels it, because so little mass is there.',
      claims: [
        { text: 'KL fell from step 100 to step 400.', holds: below(kl({ at: 'end' }), kl({ at: 100 })) },
        {
          text: 'At both steps `\\mathrm{Cov}_{16}` is the share `p` of the rare prompts, within 1 %.',
          holds: all(
            equal(coverage(16, { at: 100 }), setting('p'), 0.01),
            equal(coverage(16, { at: 'end' }), setting('p'), 0.01),
          ),
        },
      ],
    },
    {
      title: 'What the mean does promise',
      text: 'A mean says a little about a tail. If `\\mathrm{Cov}_N` of the mass lies beyond `\\log N`, the mean cannot be much smaller than `\\mathrm{Cov}_N \\log N`. Made exact – `R` may be negative, but not by much on average – this is the bound below. It is the best that can be said from KL alone, up to a small factor (Prop. D.2).',
      charts: ['coverage'],
      formula: {
        tex: '\\live{cov} \\le \\frac{\\live{kl}}{\\log \\live{N} - 1 + 1/\\live{N}}',
        symbols: [symbolCoverage, symbolKl, symbolN],
      },
      ask: {
        kind: 'number',
        question: 'The values stand below the formula; log 16 = 2.77. What is the most that Cov₁₆ can be at this KL?',
        label: 'bound on Cov₁₆',
        min: 0.001,
        max: 1,
        scale: 'log',
        as: 'percent',
        truth: { of: 'bound', id: 'D.1' },
      },
      live: {
        bound: shown({ of: 'bound', id: 'D.1' }, 'percent'),
        cov: shown({ of: 'coverage' }, 'percent'),
        kl: shown(kl(), 'nats'),
      },
      outcome:
        'With a KL of {{kl}} at most {{bound}} of the mass can be under-weighted 16 times; it is {{cov}}. The divisor grows only like `\\log N`. So to force a small tail through the mean, the mean has to be very small – much smaller than the tail needs, as the next lessons show.',
      claims: [
        {
          text: 'Coverage keeps to the bound.',
          holds: atMost({ of: 'coverage' }, { of: 'bound', id: 'D.1' }),
        },
      ],
      source: 'Prop. D.1, Prop. D.2',
    },
    {
      title: 'To remember',
      text: '**KL is the mean of the log ratio, coverage is its tail: the share of what the teacher writes that the model finds `N` times too rare.**\n\nTry it: [open the two kinds of prompts in Explore](?v=1&scenario=mixed-lengths&H=8), press Play and drag `N`. At which `N` does the tail let go of the rare prompts first?',
      charts: ['coverage'],
    },
  ],
}
