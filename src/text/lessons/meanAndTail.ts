import type { Lesson } from '../../config/lesson/lesson'

/** What coverage is: the tail of the distribution whose mean is KL. */
export const meanAndTail: Lesson = {
  format: 'coverage-lab/lesson@1',
  id: 'mean-and-tail',
  title: 'What coverage is',
  minutes: 5,
  summary: 'One distribution, two numbers: its mean is KL, its tail is coverage.',
  needs: ['Probability, and that a language model gives every text a probability.'],
  learns: ['To read the log ratio, KL as its mean and Cov_N as its tail.'],
  steps: [
    {
      title: 'One number for each response',
      text: 'A teacher `\\pi_D` writes, and a model `\\hat\\pi` learns from it. For each response the log ratio `R` says by how much the model under-weights it. The distribution of `R` is drawn on the chart. Its mean is {{kl}} now.',
      live: { kl: { value: { of: 'kl' }, as: 'nats' } },
      formula: {
        tex: '\\mathrm{Cov}_{\\live{N}} = P\\bigl[\\live{R} \\ge \\log \\live{N}\\bigr]',
        symbols: [
          {
            id: 'N',
            tex: 'N',
            means: 'how many times too rarely',
            value: { of: 'setting', id: 'N' },
            chart: 'coverage',
          },
          { id: 'R', tex: 'R', means: 'log ratio; its mean is KL', value: { of: 'kl' }, as: 'nats', chart: 'coverage' },
        ],
      },
      charts: ['coverage'],
      controls: ['N'],
      enter: [{ do: 'open', link: 'scenario=mixed-lengths&H=16&T=400&every=20&N=16' }],
    },
    {
      title: 'Train, and watch both',
      text: 'Training takes KL down. The tail above `\\log N` is `\\mathrm{Cov}_N`: the share of the teacher’s responses that the model under-weights `N` times or more.',
      charts: ['coverage', 'history'],
      controls: ['N'],
      ask: {
        kind: 'choice',
        question: 'After training, which holds at N = 16?',
        options: [
          {
            text: 'Coverage at 16 is below what it was at the start',
            right: {
              is: '<',
              left: { of: 'coverage', N: 16, at: 'end' },
              right: { of: 'coverage', N: 16, at: 'start' },
            },
          },
          {
            text: 'It is the same or above',
            right: {
              is: '>=',
              left: { of: 'coverage', N: 16, at: 'end' },
              right: { of: 'coverage', N: 16, at: 'start' },
            },
          },
        ],
      },
      reveal: [{ do: 'play' }],
      live: {
        first: { value: { of: 'kl', at: 'start' }, as: 'nats' },
        last: { value: { of: 'kl', at: 'end' }, as: 'nats' },
        share: { value: { of: 'coverage', N: 16, at: 'end' }, as: 'percent' },
      },
      outcome:
        'KL went from {{first}} to {{last}}. At the end {{share}} of the responses are under-weighted 16 times or more.',
      claims: [
        {
          text: 'Coverage at 16 stays below its bound by KL.',
          holds: {
            is: '<=',
            left: { of: 'coverage', at: 'end' },
            right: { of: 'bound', id: 'D.1', at: 'end' },
            relative: 1e-6,
          },
        },
      ],
      source: 'Def. 1.1, Remark 2.1, Prop. D.1',
      done: { when: { is: 'finished' }, todo: 'Let the run finish.' },
    },
  ],
}
