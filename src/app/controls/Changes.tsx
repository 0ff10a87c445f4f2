import { encodeLink } from '../../config/link'
import { presetConfig } from '../../config/settings'
import { useLab } from '../../state/lab'
import { usePresentation } from '../../state/presentation'
import { settingsText } from '../../text/settings'
import { Icon } from '../transport/Icon'
import { Shown } from './Shown'

/** Undo, redo, and the way back to all defaults; none of them under a lock, whose own settings they would change. */
export function Changes() {
  const past = useLab(state => state.undo.past.length)
  const future = useLab(state => state.undo.future.length)
  const config = useLab(state => state.config)
  const locked = usePresentation(state => state.lock !== null)
  const { undoChange, redoChange, preset } = useLab.getState()
  if (locked) return null
  return (
    <fieldset className="changes">
      <legend className="visually-hidden">{settingsText.changes}</legend>
      <ChangeButton icon="undo" name={settingsText.undo} keys="Control+Z" disabled={past === 0} onPress={undoChange} />
      <ChangeButton
        icon="redo"
        name={settingsText.redo}
        keys="Control+Shift+Z"
        disabled={future === 0}
        onPress={redoChange}
      />
      <Shown id="presets">
        <button
          type="button"
          className="small-button"
          title={settingsText.resetAllHelp}
          disabled={encodeLink(presetConfig(config, {}).config) === encodeLink(config)}
          onClick={() => preset({})}
        >
          {settingsText.resetAll}
        </button>
      </Shown>
    </fieldset>
  )
}

interface ChangeButtonProps {
  readonly icon: 'undo' | 'redo'
  readonly name: string
  readonly keys: string
  readonly disabled: boolean
  readonly onPress: () => void
}

function ChangeButton({ icon, name, keys, disabled, onPress }: ChangeButtonProps) {
  return (
    <button
      type="button"
      className="small-button change-button"
      aria-label={name}
      aria-keyshortcuts={keys}
      title={name}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  )
}
