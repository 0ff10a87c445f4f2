import type { ExperimentConfig } from './config'
import { rulesOf } from './settings'
import { defaultSweep, type SweepConfig, usualScale } from './sweep'
import { type Axis, axisParameters } from './sweepAxis'

/** The same sweep of another scenario or model, as far as that one has its axes. */
export function rebasedSweep(sweep: SweepConfig, base: ExperimentConfig): SweepConfig {
  const usual = defaultSweep(base)
  const x = keptAxis(sweep.x, base) ?? usual.x
  const by = sweep.by && (keptAxis(sweep.by, base) ?? usual.by)
  return { ...sweep, base, x, by, xScale: usualScale(base, x, sweep.plot) }
}

/** Null for what the configuration has not. */
function keptAxis(axis: Axis, base: ExperimentConfig): Axis | null {
  if (axis.kind === 'parameter') return axisParameters(base).some(({ id }) => id === axis.id) ? axis : null
  const offered = rulesOf(base.scenario, base.model).map(({ id }) => id)
  const values = axis.values.filter(id => offered.includes(id))
  return values.length > 0 ? { ...axis, values } : null
}
