import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { SHARED_PARAMETERS } from '../config/schema'
import { SCENARIOS } from '../scenarios/registry'
import { GLOSSARY } from '../text/glossary'
import { settingsText } from '../text/settings'
import { RULES } from '../training/registry'
import { Notation } from './Notation'

const set = (text: string): string => renderToStaticMarkup(<Notation text={text} />)

it.each([
  ['Cov_N is the share', 'Cov<sub>N</sub> is the share'],
  ['½ Cov_{2N} ≤ min_M Cov_M', '½ Cov<sub>2N</sub> ≤ min<sub>M</sub> Cov<sub>M</sub>'],
  ['Cov^ans_N ≤ Cov_N′/(1 − N′/N)', 'Cov<sup>ans</sup><sub>N</sub> ≤ Cov<sub>N′</sub>/(1 − N′/N)'],
  ['∇log π_{ϑ_h}(y_h | x, y_<h)', '∇log π<sub>ϑ<sub>h</sub></sub>(y<sub>h</sub> | x, y<sub>&lt;h</sub>)'],
  ['y_1 … y_H, D_H²', 'y<sub>1</sub> … y<sub>H</sub>, D<sub>H</sub>²'],
  ['2 D_seq,N / log N, e^{−N/(2M)}', '2 D<sub>seq,N</sub> / log N, e<sup>−N/(2M)</sup>'],
  ['1/(2e^α), 2N^a, e^{12B}', '1/(2e<sup>α</sup>), 2N<sup>a</sup>, e<sup>12B</sup>'],
  ['η_T', 'η<sub>T</sub>'],
  ['step_900, log_prob_x, m_1 and samples_….jsonl stay', 'step_900, log_prob_x, m_1 and samples_….jsonl stay'],
])('%s', (text, html) => {
  expect(set(text)).toBe(html)
})

it('leaves no underscore in what the settings and the glossary explain', () => {
  const texts = [
    ...SHARED_PARAMETERS.flatMap(({ help, symbol }) => [help, symbol]),
    ...SCENARIOS.flatMap(({ own }) => own.map(({ help }) => help)),
    ...SCENARIOS.flatMap(({ slips = [] }) => slips.flatMap(({ claim, holds, example }) => [claim, holds, example()])),
    ...RULES.flatMap(({ help, equation }) => [help, equation]),
    ...GLOSSARY.flatMap(({ symbol, meaning }) => [symbol ?? '', meaning]),
    settingsText.decodingEquation,
  ]
  expect(texts.filter(text => text.includes('_')).length).toBeGreaterThan(8)
  for (const text of texts) expect(set(text)).not.toMatch(/[_^]/)
})
