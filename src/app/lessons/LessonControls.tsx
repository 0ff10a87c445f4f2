import { useMemo } from 'react'
import { parametersInUse } from '../../config/parameters'
import { useLab } from '../../state/lab'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { DecodeControl } from '../controls/DecodeControl'
import { ModelControl } from '../controls/ModelControl'
import { NumberControl } from '../controls/NumberControl'
import { RuleControl } from '../controls/RuleControl'
import { ScenarioControl } from '../controls/ScenarioControl'
import { WordControl } from '../controls/WordControl'

/** The settings that a page lets the person change. */
export function LessonControls({ ids }: { readonly ids: readonly string[] }) {
  const scenario = useLab(state => state.config.scenario)
  const model = useLab(state => state.config.model)
  const rule = useLab(state => state.config.rule)
  const decode = useLab(state => state.config.decode)
  const shown = useMemo(
    () => parametersInUse({ scenario, model, rule, decode }).filter(({ id }) => ids.includes(id)),
    [scenario, model, rule, decode, ids],
  )
  if (ids.length === 0) return null
  return (
    <section className="lesson-controls" aria-label={words.controls}>
      {ids.includes('scenario') && <ScenarioControl />}
      {ids.includes('model') && <ModelControl />}
      {ids.includes('rule') && <RuleControl />}
      {ids.includes('decode') && <DecodeControl />}
      {shown.map(parameter =>
        parameter.words ? (
          <WordControl key={parameter.id} parameter={parameter} words={parameter.words} />
        ) : (
          <NumberControl key={parameter.id} parameter={parameter} />
        ),
      )}
    </section>
  )
}
