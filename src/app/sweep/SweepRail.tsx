import { useId } from 'react'
import { BACKENDS } from '../../config/config'
import { defaultOf, parametersInUse } from '../../config/parameters'
import { leaves } from '../../config/presentation'
import { etaGrid, SWEEP_NUMBERS, searchesEta } from '../../config/sweep'
import { usePresentation } from '../../state/presentation'
import { useSweep } from '../../state/sweep'
import { sweepText } from '../../text/sweep/view'
import { DecodeControl } from '../controls/DecodeControl'
import { Help } from '../controls/Help'
import { ModelControl } from '../controls/ModelControl'
import { NumberControl } from '../controls/NumberControl'
import { NumberField } from '../controls/NumberField'
import { RuleControl } from '../controls/RuleControl'
import { ScenarioControl } from '../controls/ScenarioControl'
import { Shown } from '../controls/Shown'
import { WordControl } from '../controls/WordControl'
import { BACKEND_NAMES } from '../header/BackendChip'
import { Notation } from '../Notation'
import { AxisControl } from './AxisControl'

/** What is swept, and the settings that all its runs share. */
export function SweepRail() {
  const x = useSweep(state => state.sweep.x)
  const by = useSweep(state => state.sweep.by)
  const plot = useSweep(state => state.sweep.plot)
  const { change } = useSweep.getState()
  return (
    <>
      <h2 className="visually-hidden">{sweepText.settings}</h2>
      <ScenarioControl />
      <Shown id="sweep">
        <AxisControl
          legend={sweepText.axes[plot].x}
          axis={x}
          taken={by?.id}
          onChange={axis => axis && change({ x: axis })}
        />
        <AxisControl
          legend={sweepText.axes[plot].by}
          axis={by}
          taken={x.id}
          none={sweepText.axes[plot].none}
          onChange={axis => change({ by: axis })}
        />
        <SweepNumber id="seeds" />
        <BestEta />
      </Shown>
      <BaseSettings />
    </>
  )
}

/** One of the numbers that only sweeps have. */
function SweepNumber({ id }: { readonly id: keyof typeof SWEEP_NUMBERS }) {
  const value = useSweep(state => state.sweep[id])
  const parameter = SWEEP_NUMBERS[id]
  const labelId = useId()
  return (
    <div className="control" data-parameter={id}>
      <Help
        about={parameter.label}
        line={button => (
          <div className="control-line">
            <span id={labelId} className="control-label">
              {parameter.label}
            </span>
            {button}
            <NumberField
              parameter={parameter}
              value={value}
              labelledBy={labelId}
              onCommit={typed => {
                const whole = parameter.kind === 'integer' ? Math.round(typed) : typed
                useSweep.getState().change({ [id]: Math.min(parameter.max, Math.max(parameter.min, whole)) })
                return useSweep.getState().sweep[id]
              }}
            />
          </div>
        )}
      >
        <p>
          <Notation text={parameter.help} />
        </p>
      </Help>
    </div>
  )
}

/** The honest way to compare rules: each where it does best. */
function BestEta() {
  const sweep = useSweep(state => state.sweep)
  const { x, by, bestEta } = sweep
  const onAxis = x.id === 'eta' || by?.id === 'eta'
  const impossible = onAxis || !searchesEta(sweep)
  const grid = etaGrid(sweep)
  return (
    <div className="control">
      <Help
        about={sweepText.bestEtaAbout}
        line={button => (
          <div className="control-line check-help">
            <label className="check-line">
              <input
                type="checkbox"
                checked={bestEta}
                disabled={impossible}
                onChange={() => useSweep.getState().change({ bestEta: !bestEta })}
              />
              {sweepText.bestEta}
            </label>
            {button}
          </div>
        )}
      >
        <p>{sweepText.bestEtaHelp}</p>
      </Help>
      {impossible && <p className="control-note">{onAxis ? sweepText.etaOnAxis : sweepText.noEta}</p>}
      {bestEta && (
        <>
          <SweepNumber id="etaFrom" />
          <SweepNumber id="etaTo" />
          <p className="control-note">{sweepText.etaGrid(grid)}</p>
        </>
      )}
    </div>
  )
}

/** The settings that no axis varies, by the same controls as in Explore. */
function BaseSettings() {
  const base = useSweep(state => state.config)
  const sweep = useSweep(state => state.sweep)
  const lock = usePresentation(state => state.lock)
  const varied = new Set([sweep.x.id, sweep.by?.id, ...(sweep.bestEta ? ['eta'] : [])])
  const rules = [sweep.x, sweep.by].flatMap(axis => (axis?.kind === 'rule' ? axis.values : []))
  const read = (rules.length > 0 ? rules : [base.rule]).flatMap(rule => parametersInUse({ ...base, rule }))
  // Rules may share a parameter and call it differently; what only another rule than the base's has keeps its default.
  const shown = [...new Map(read.map(parameter => [parameter.id, parameter])).values()].filter(
    ({ id }) => !varied.has(id) && id in base.values && leaves(lock, id),
  )
  // The first seed decides what is computed as much as their number does.
  const first = shown.filter(({ advanced, id }) => !advanced || id === 'seed')
  const more = shown.filter(({ advanced, id }) => advanced && id !== 'seed')
  return (
    <section className="sweep-base" aria-labelledby="sweep-base">
      <h3 id="sweep-base">{sweepText.inEveryRun}</h3>
      <Shown id="model">
        <ModelControl />
      </Shown>
      <Shown id="rule">{rules.length === 0 && <RuleControl />}</Shown>
      <Shown id="decode">
        <DecodeControl />
      </Shown>
      {first.map(parameter => (
        <div key={parameter.id}>
          {parameter.words ? (
            <WordControl parameter={parameter} words={parameter.words} />
          ) : (
            <NumberControl parameter={parameter} />
          )}
          {parameter.id === 'eta' && rules.length > 1 && <EtaNote />}
        </div>
      ))}
      <details className="more">
        <summary>{sweepText.moreSettings}</summary>
        {more.map(parameter => (
          <NumberControl key={parameter.id} parameter={parameter} />
        ))}
        <Shown id="backend">
          <ComputeOn />
        </Shown>
      </details>
    </section>
  )
}

/** One control for what may be several numbers. */
function EtaNote() {
  const own = useSweep(({ config }) => config.values.eta === defaultOf(config, 'eta'))
  return <p className="control-note eta-note">{own ? sweepText.ownEta : sweepText.sameEta}</p>
}

function ComputeOn() {
  const backend = useSweep(state => state.config.backend)
  const id = useId()
  return (
    <div className="control">
      <label className="control-label" htmlFor={id}>
        {sweepText.computeOn}
      </label>
      <select id={id} value={backend} onChange={event => useSweep.getState().choose('backend', event.target.value)}>
        {BACKENDS.map(value => (
          <option key={value} value={value}>
            {BACKEND_NAMES[value]}
          </option>
        ))}
      </select>
      <p className="control-note">{sweepText.computeNote}</p>
    </div>
  )
}
