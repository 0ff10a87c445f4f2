import type { ExperimentConfig } from '../../config/config'
import { decodesOf } from '../../config/settings'
import { DECODE_LABELS } from '../../text/decode'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

type Decode = ExperimentConfig['decode']

const SHORT: Readonly<Record<Decode, string>> = { standard: 'standard', ttt: 'test-time training' }

const EQUATION = 'ϑ_1 = θ,  ϑ_{h+1} = Proj(ϑ_h + η_T ∇log π_{ϑ_h}(y_h | x, y_<h))   (Eq. 22–23)'

/** How the trained model is read, where there is more than one way. */
export function DecodeControl() {
  const scenario = useSettings(state => state.config.scenario)
  const model = useSettings(state => state.config.model)
  const current = useSettings(state => state.config.decode)
  const { choose } = useSettingsStore().getState()
  const offered = decodesOf(scenario, model)
  if (offered.length < 2) return null
  return (
    <div className="control">
      <Segmented
        legend="Decoding"
        options={offered.map(value => ({ value, label: SHORT[value] }))}
        value={current}
        onChoose={value => choose('decode', value)}
      />
      <Help
        about="decoding"
        line={button => (
          <div className="control-line">
            <span className="control-note">{DECODE_LABELS[current]}</span>
            {button}
          </div>
        )}
      >
        <p>
          Standard decoding reads a response with the trained θ throughout. Test-time training takes a step after every
          token that is read or written, and goes back to θ at the end of the response; the path is not additive over
          tokens, so that its KL is estimated from responses where they cannot all be enumerated.
        </p>
        <p className="equation">{EQUATION}</p>
      </Help>
    </div>
  )
}
