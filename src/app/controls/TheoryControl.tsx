import { through } from '../../state/guard'
import { useLab } from '../../state/lab'
import type { MeasuredRun } from '../../state/types'
import { formatSetting } from '../../text/format'
import { settingsText } from '../../text/settings'
import { ruleById } from '../../training/registry'
import { useFrame } from '../frame'
import { Notation } from '../Notation'
import { type Prescribed, prescribedBy } from './prescribed'

/** What a theorem about the rule prescribes at the present settings, and a button that sets it. */
export function TheoryControl() {
  const run = useFrame(state => state.measured)
  const rule = ruleById(useLab(state => state.config.rule))
  const values = useLab(state => state.config.values)
  if (!rule.theory || run?.config.rule !== rule.id) return null
  const circumstances = circumstancesOf(run)
  const prescribed = circumstances ? prescribedBy(rule.theory, circumstances) : []
  if (prescribed.length === 0) return null
  const inUse = prescribed.every(({ parameter, value }) => values[parameter.id] === value)
  return (
    <div className="theory">
      <p className="control-note">
        {rule.theory.source}: <Notation text={prescribed.map(inWords).join(', ')} />
        {inUse ? settingsText.asSet : ''}
      </p>
      {!inUse && (
        <button type="button" className="small-button" onClick={() => use(prescribed)}>
          {settingsText.useTheorem}
        </button>
      )}
    </div>
  )
}

function use(prescribed: readonly Prescribed[]): void {
  const { set, endGesture } = useLab.getState()
  through('theory', () => {
    for (const { parameter, value } of prescribed) set(parameter.id, value)
    endGesture()
  })
}

function inWords({ parameter, value, clipped }: Prescribed): string {
  return `${parameter.symbol} = ${formatSetting(value)}${clipped ? settingsText.nearest : ''}`
}

/** Null for models without features, of which the theorems say nothing. */
function circumstancesOf({ config, description }: MeasuredRun): Parameters<typeof prescribedBy>[1] | null {
  const { longest, featureNorm, inherentVariance } = description
  const { N, T, K } = config.values
  return featureNorm && inherentVariance !== null ? { N, T, K, H: longest, B: featureNorm, inherentVariance } : null
}
