import { scenarioOf } from '../../scenarios/registry'
import { through } from '../../state/guard'
import { useLab } from '../../state/lab'
import { useShown } from '../../state/presentation'
import { settingsText } from '../../text/settings'
import { missesCheckpoint, startSentence } from './startSentence'

/** Where the run of a transformer starts from, and what else it could start from. */
export function StartControl() {
  const config = useLab(state => state.config)
  const run = useLab(state => state.run)
  const offers = useShown('start')
  if (config.model !== 'transformer') return null
  const { pretraining } = scenarioOf(config)
  const pretrains = pretraining && Object.entries(pretraining).every(([id, value]) => config.values[id] === value)
  return (
    <div className="control start">
      <p className="control-note">{startSentence(config, run)}</p>
      {!offers ? null : run?.origin ? (
        <button type="button" className="small-button" onClick={startWithoutIt}>
          {settingsText.startWithoutIt}
        </button>
      ) : (
        pretraining &&
        !pretrains && (
          <button type="button" className="small-button" onClick={pretrain}>
            {missesCheckpoint(config) ? settingsText.pretrain : settingsText.trainYourself}
          </button>
        )
      )}
    </div>
  )
}

function startWithoutIt(): void {
  const { begin, config } = useLab.getState()
  begin(config, null)
}

function pretrain(): void {
  const { config, set, endGesture } = useLab.getState()
  through('start', () => {
    for (const [id, value] of Object.entries(scenarioOf(config).pretraining ?? {})) set(id, value)
    endGesture()
  })
}
