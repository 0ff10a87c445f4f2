import type { Lesson } from '../../config/lesson/lesson'
import type { Quantity } from '../../config/lesson/quantity'
import { above, all, below, between, difference, power, product, ratio, shown } from './quantities'

const sharpened = (measure: 'kl' | 'coverage', at: 'start' | 'end'): Quantity => ({
  of: 'job',
  job: 'sharpen',
  measure,
  start: 'last',
  at,
  ...(measure === 'coverage' ? { N: 16 } : {}),
})
const covBefore = sharpened('coverage', 'start')
const covAfter = sharpened('coverage', 'end')

const PRETRAINED = 'zero'
const LEAST_KL = 'shipped:graph-two-rules-step-1500'
type Start = typeof PRETRAINED | typeof LEAST_KL
const rl = (measure: 'kl' | 'askedCoverage' | 'pass', start: Start, at: 'start' | 'end', N = 1): Quantity => ({
  of: 'job',
  job: 'rl',
  measure,
  start,
  at,
  N,
})
const pass = (N: Quantity): Quantity => ({ of: 'pass', N, at: 'start' })

/** From pre-training to reinforcement: Best-of-N, sharpening, and which checkpoint can start. */
export const toRl: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'pre-training-to-rl',
  title: 'From pre-training to RL',
  minutes: 7,
  summary:
    'Post-training works with what the model still writes now and then. Which checkpoint has what the task asks for?',
  needs: [
    'Lesson 2: why Best-of-N needs coverage',
    'Lesson 7 helps: a choice of checkpoints is a choice of what is covered',
  ],
  learns: [
    'What sharpening gains, and what it spends',
    'That a checkpoint is a good start where it covers what is asked, not where its KL is small',
  ],
  steps: [
    {
      title: 'Sharpening: a model as its own judge',
      text: 'The model learns sentences of 16 words; four of the words are real choices, the others all but follow. After 200 steps of pre-training it covers the teacher well. Now **sharpening**, without any judge from outside: draw 16 sentences, take the one that the model itself finds likeliest, train on that, repeat. The figure shows the model before that.',
      charts: ['coverage'],
      enter: [
        { do: 'clear' },
        { do: 'open', link: 'scenario=pivotal-tokens&H=16&P=4&rule=sgd&T=200&every=50&N=16' },
        { do: 'play', fast: true },
      ],
      ask: {
        kind: 'choice',
        question:
          'What does sharpening do to Cov₁₆, the share of the teacher’s sentences that are under-weighted 16 times?',
        options: [
          { text: 'It shrinks: the model gets better', right: below(covAfter, covBefore) },
          { text: 'It hardly changes, by less than 0.05', right: between(difference(covAfter, covBefore), 0, 0.05) },
          {
            text: 'It grows: other good sentences are given up',
            right: { is: '>=', left: difference(covAfter, covBefore), right: 0.05 },
          },
        ],
      },
      reveal: [
        { do: 'setSelect', id: 'picks', value: 16 },
        { do: 'setSelect', id: 'prompts', value: 16 },
        { do: 'setSelect', id: 'etaPost', value: 0.02 },
        { do: 'setSelect', id: 'steps', value: 60 },
        { do: 'setSelect', id: 'evaluate', value: 30 },
        { do: 'job', job: 'sharpen', from: ['last'] },
      ],
      live: {
        before: shown(covBefore, 'percent'),
        after: shown(covAfter, 'percent'),
        klBefore: shown(sharpened('kl', 'start'), 'nats'),
        klAfter: shown(sharpened('kl', 'end'), 'nats'),
      },
      outcome:
        '`\\mathrm{Cov}_{16}` went from {{before}} to {{after}}, and KL to the teacher from {{klBefore}} to {{klAfter}}. The model has become surer of its favourite and writes little else. That is what sharpening is for: one sample now does nearly what the best of sixteen did. It can do so only because the favourite was among the sixteen to begin with, that is, because it was covered; and it spends the coverage of everything else. Where another answer is asked later, that is missing.',
      claims: [
        {
          text: 'Sharpening took the model further from the teacher.',
          holds: above(sharpened('kl', 'end'), sharpened('kl', 'start')),
        },
      ],
      source: 'Huang et al., arXiv 2412.01951',
    },
    {
      title: 'A transformer on graphs',
      text: 'Now a task with a judge. A small transformer is shown a graph and has to write a path through it. There are four ways to the goal, and the right one is given by one of two rules, which the model has learned both in pre-training. It cannot tell which one a graph asks for: of its paths, about five in twelve obey either rule, and the rest mix them. This checkpoint ships with the lab.',
      charts: [],
      enter: [{ do: 'clear' }, { do: 'open', link: 'scenario=graph-two-rules&M=64&backend=wasm' }],
      ask: {
        kind: 'line',
        question:
          'It writes a right path about one time in three. Draw how Pass@N, the share of graphs that Best-of-N solves, goes with N.',
        x: { label: 'N', scale: 'log', values: [1, 2, 4, 8, 16], as: 'count' },
        y: { label: 'Pass@N', min: 0, max: 1, scale: 'linear', as: 'percent' },
        truth: pass({ of: 'x' }),
      },
      reveal: [{ do: 'playhead', to: 'start' }],
      live: {
        pass1: shown(pass(1), 'percent'),
        pass8: shown(pass(8), 'percent'),
        alike: shown(difference(1, power(difference(1, pass(1)), 8)), 'percent'),
      },
      outcome:
        'Pass@1 is {{pass1}}, Pass@8 {{pass8}}. If all graphs were equally hard, it would be `1 - (1-p)^8 = ` {{alike}}. A model that hedges between two rules is wrong most of the time, and within eight tries it finds most right paths all the same: its coverage is good where its accuracy is not.',
      claims: [
        {
          text: 'Eight tries solve at least twice as many graphs as one.',
          holds: { is: '>=', left: pass(8), right: product(2, pass(1)) },
        },
      ],
      source: 'Fig. 1, App. C.2',
    },
    {
      title: 'Which checkpoint can start?',
      text: 'Fine-tuning went on with data that follow rule 1 in nine graphs of ten. Its last checkpoint, after 1,500 steps, ships as well. Reinforcement now asks for **rule 2**, the rare one: sample paths, reward the right ones, raise their probability. A few steps are run from both checkpoints, on the same graphs. KL and Pass@N are measured before and after, which takes some seconds.',
      charts: ['select:rl'],
      ask: {
        kind: 'choice',
        question:
          'Fine-tuning lowers KL on the mixture by half. Which checkpoint is ahead on rule 2 after the same few steps of reinforcement?',
        options: [
          {
            text: 'The fine-tuned one: its KL is much smaller',
            right: above(rl('pass', LEAST_KL, 'end'), rl('pass', PRETRAINED, 'end')),
          },
          {
            text: 'The pre-trained one: it still writes rule 2 often',
            right: below(rl('pass', LEAST_KL, 'end'), rl('pass', PRETRAINED, 'end')),
          },
        ],
      },
      reveal: [
        { do: 'setSelect', id: 'of', value: 2 },
        { do: 'setSelect', id: 'prompts', value: 3 },
        { do: 'setSelect', id: 'group', value: 8 },
        { do: 'setSelect', id: 'etaPost', value: 0.001 },
        { do: 'setSelect', id: 'steps', value: 3 },
        { do: 'setSelect', id: 'evaluate', value: 3 },
        { do: 'job', job: 'rl', from: [PRETRAINED, LEAST_KL] },
      ],
      live: {
        klPre: shown(rl('kl', PRETRAINED, 'start'), 'nats'),
        klTuned: shown(rl('kl', LEAST_KL, 'start'), 'nats'),
        pre0: shown(rl('pass', PRETRAINED, 'start'), 'percent'),
        tuned0: shown(rl('pass', LEAST_KL, 'start'), 'percent'),
        pre1: shown(rl('pass', PRETRAINED, 'end'), 'percent'),
        tuned1: shown(rl('pass', LEAST_KL, 'end'), 'percent'),
        covPre: shown(rl('askedCoverage', PRETRAINED, 'start', 6), 'percent'),
        covTuned: shown(rl('askedCoverage', LEAST_KL, 'start', 6), 'percent'),
      },
      outcome:
        'The fine-tuned checkpoint starts with the smaller KL, {{klTuned}} against {{klPre}}. But of rule 2 it under-weights {{covTuned}} six times or more, and the pre-trained one {{covPre}}. So Pass@1 on rule 2 went from {{pre0}} to {{pre1}} for the pre-trained checkpoint, and from {{tuned0}} to {{tuned1}} for the fine-tuned one. Reinforcement can only raise what is sampled.',
      claims: [
        {
          text: 'The start with the smaller KL is behind on what is asked.',
          holds: all(
            below(rl('kl', LEAST_KL, 'start'), rl('kl', PRETRAINED, 'start')),
            below(rl('pass', LEAST_KL, 'end'), rl('pass', PRETRAINED, 'end')),
          ),
        },
        {
          text: 'It has the larger `\\mathrm{Cov}_6` of what is asked.',
          holds: above(rl('askedCoverage', LEAST_KL, 'start', 6), rl('askedCoverage', PRETRAINED, 'start', 6)),
        },
      ],
      source: 'Fig. 1; the comparison is this lab’s, the paper leaves it open',
    },
    {
      title: 'What this does not show',
      text: 'A few steps do not settle who gets there. We ran the whole way beforehand, over ten seeds with target and settings fixed in advance. Until Pass@1 on rule 2 was a half, the pre-trained checkpoint needed 22 steps (median), the tournament’s pick from fine-tuning 33, the one of least KL 36. The order is that of the coverage **of the class asked**. It is not that of KL, and not that of coverage of the whole mixture either: the pre-trained checkpoint has the worst of both. And the lead is small, since normalized rewards and Adam make up for rewards that are rare.',
      charts: [],
      ask: {
        kind: 'number',
        question:
          'How many samples does it take, on average, until a group contains a first right path, if the model writes one with probability 0.06?',
        label: 'samples',
        min: 1,
        max: 200,
        scale: 'log',
        as: 'count',
        truth: ratio(1, 0.06),
      },
      live: { samples: shown(ratio(1, 0.06), 'count'), group: shown(power(0.94, 8), 'percent') },
      outcome:
        'About {{samples}}. A group of eight from such a model has none of them in {{group}} of cases, and then teaches nothing. So it is slower, but not stuck: at a Pass@1 of one in a thousand it would be.',
    },
    {
      title: 'To remember',
      text: '**Post-training can only raise what is sampled: start from the checkpoint that covers what will be asked.**\n\nTry it: [open reinforcement from all three checkpoints in Select](?v=1&scenario=graph-two-rules&view=select&panel=rl&of=2). It takes some minutes.',
      charts: [],
    },
  ],
}
