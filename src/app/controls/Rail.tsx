import { useMemo } from 'react'
import { parametersOf } from '../../config/parameters'
import type { NumberParameter } from '../../scenarios/parameter'
import { useLab } from '../../state/lab'
import { RULES } from '../../training/registry'
import { formatCount } from '../format'
import { NumberControl } from './NumberControl'
import { RuleControl } from './RuleControl'
import { ScenarioControl } from './ScenarioControl'

/** Parameters that only some update rules read. */
const OF_RULES = new Set<string>(RULES.flatMap(({ uses }) => uses))
/** What stands above the choice of the rule: the two sizes that the paper is about. */
const FIRST = new Set(['H', 'N'])

/** Every setting of the experiment, generated from the schema. */
export function Rail() {
  const scenario = useLab(state => state.config.scenario)
  const rule = useLab(state => state.config.rule)
  const shown = useMemo(() => parametersInUse(scenario, rule), [scenario, rule])
  const more = shown.filter(({ advanced }) => advanced)
  return (
    <>
      <h2 className="visually-hidden">Settings</h2>
      <ScenarioControl />
      <Controls parameters={shown.filter(({ id, advanced }) => !advanced && FIRST.has(id))} />
      <RuleControl />
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
  return parameters.map(parameter => <NumberControl key={parameter.id} parameter={parameter} />)
}

/** n = K·T is a consequence of two settings, not a setting. */
function SampleSize() {
  const samples = useLab(({ config }) => config.values.K * config.values.T)
  return (
    <p className="derived">
      <var>n</var> = <var>K</var>·<var>T</var> = {formatCount(samples)} <span>training sequences, each seen once</span>
    </p>
  )
}

/** The scenario's parameters that a run with this rule reads. */
export function parametersInUse(scenario: string, rule: string): NumberParameter[] {
  const read: readonly string[] = RULES.find(({ id }) => id === rule)?.uses ?? []
  return parametersOf({ scenario }).filter(({ id }) => !OF_RULES.has(id) || read.includes(id))
}
