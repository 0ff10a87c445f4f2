import { Fragment, useMemo } from 'react'
import { parametersInUse } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { useLab } from '../../state/lab'
import { formatCount } from '../../text/format'
import { ruleById } from '../../training/registry'
import { Changes } from './Changes'
import { DecodeControl } from './DecodeControl'
import { ModelControl } from './ModelControl'
import { NumberControl } from './NumberControl'
import { Presets } from './Presets'
import { RuleControl } from './RuleControl'
import { ScenarioControl } from './ScenarioControl'
import { StartControl } from './StartControl'
import { TheoryControl } from './TheoryControl'
import { WordControl } from './WordControl'

/** What stands above the choice of the rule: the two sizes that the paper is about. */
const FIRST = new Set(['H', 'N'])

/** Every setting of the experiment, generated from the schema. */
export function Rail() {
  const scenario = useLab(state => state.config.scenario)
  const model = useLab(state => state.config.model)
  const rule = useLab(state => state.config.rule)
  const decode = useLab(state => state.config.decode)
  const shown = useMemo(() => parametersInUse({ scenario, model, rule, decode }), [scenario, model, rule, decode])
  const more = shown.filter(({ advanced }) => advanced)
  return (
    <>
      <h2 className="visually-hidden">Settings</h2>
      <Changes />
      <ScenarioControl />
      <Presets />
      <StartControl />
      <Controls parameters={shown.filter(({ id, advanced }) => !advanced && FIRST.has(id))} />
      <ModelControl />
      <RuleControl />
      <DecodeControl />
      <Controls parameters={shown.filter(({ id, advanced }) => !advanced && !FIRST.has(id))} />
      <SampleSize />
      {more.length > 0 && (
        <details className="more">
          <summary>More settings</summary>
          <Controls parameters={more} />
        </details>
      )}
    </>
  )
}

function Controls({ parameters }: { readonly parameters: readonly NumberParameter[] }) {
  return parameters.map(parameter => (
    <Fragment key={parameter.id}>
      {parameter.words ? (
        <WordControl parameter={parameter} words={parameter.words} />
      ) : (
        <NumberControl parameter={parameter} />
      )}
      {parameter.id === 'eta' && <TheoryControl />}
    </Fragment>
  ))
}

/** n = K·T is a consequence of two settings, not a setting, where training takes fresh samples. */
function SampleSize() {
  const fresh = useLab(({ config }) => ruleById(config.rule).uses.includes('K'))
  const samples = useLab(({ config }) => config.values.K * config.values.T)
  if (!fresh) return null
  return (
    <p className="derived">
      <var>n</var> = <var>K</var>·<var>T</var> = {formatCount(samples)} <span>training sequences, each seen once</span>
    </p>
  )
}
