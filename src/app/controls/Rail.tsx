import { Fragment, useMemo } from 'react'
import { parametersInUse } from '../../config/parameters'
import { leaves } from '../../config/presentation'
import type { NumberParameter } from '../../scenarios/parameter'
import { useLab } from '../../state/lab'
import { usePresentation } from '../../state/presentation'
import { formatCount } from '../../text/format'
import { settingsText } from '../../text/settings'
import { ruleById } from '../../training/registry'
import { DecodeControl } from './DecodeControl'
import { ModelControl } from './ModelControl'
import { NumberControl } from './NumberControl'
import { Presets } from './Presets'
import { RuleControl } from './RuleControl'
import { ScenarioControl } from './ScenarioControl'
import { Shown } from './Shown'
import { StartControl } from './StartControl'
import { TheoryControl } from './TheoryControl'
import { useUndoKeys } from './useUndoKeys'
import { WordControl } from './WordControl'

/** What stands above the choice of the rule: the two sizes that the paper is about. */
const FIRST = new Set(['H', 'N'])

interface RailProps {
  /** Without what only explains where the scenario cannot be chosen. */
  readonly bare?: boolean
}

/** Every setting of the experiment that the page shows, generated from the schema. */
export function Rail({ bare = false }: RailProps) {
  const scenario = useLab(state => state.config.scenario)
  const model = useLab(state => state.config.model)
  const rule = useLab(state => state.config.rule)
  const decode = useLab(state => state.config.decode)
  const lock = usePresentation(state => state.lock)
  const shown = useMemo(
    () => parametersInUse({ scenario, model, rule, decode }).filter(({ id }) => leaves(lock, id)),
    [scenario, model, rule, decode, lock],
  )
  // Under a lock too: the browser's own undo would bring back old text in a field and leave the setting as it is.
  useUndoKeys()
  const more = shown.filter(({ advanced }) => advanced)
  return (
    <>
      <h2 className="visually-hidden">{settingsText.settings}</h2>
      {(!bare || leaves(lock, 'scenario')) && <ScenarioControl />}
      <Shown id="presets">
        <Presets />
      </Shown>
      {(!bare || leaves(lock, 'start')) && <StartControl />}
      <Controls parameters={shown.filter(({ id, advanced }) => !advanced && FIRST.has(id))} />
      <Shown id="model">
        <ModelControl />
      </Shown>
      <Shown id="rule">
        <RuleControl />
      </Shown>
      <Shown id="decode">
        <DecodeControl />
      </Shown>
      <Controls parameters={shown.filter(({ id, advanced }) => !advanced && !FIRST.has(id))} />
      {!bare && <SampleSize />}
      {more.length > 0 && (
        <details className="more">
          <summary>{settingsText.more}</summary>
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
      {parameter.id === 'eta' && (
        <Shown id="theory">
          <TheoryControl />
        </Shown>
      )}
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
      <var>n</var> = <var>K</var>·<var>T</var> = {formatCount(samples)} <span>{settingsText.seenOnce}</span>
    </p>
  )
}
