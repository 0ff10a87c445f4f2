import { shortcutsText } from '../../text/shortcuts'
import { switchCharacterKeys, useCharacterKeys } from './characterKeys'

/** Switches the keys of one character off, and on again. */
export function CharacterKeys() {
  const on = useCharacterKeys(state => state.on)
  return (
    <label>
      <input type="checkbox" checked={on} onChange={({ target }) => switchCharacterKeys(target.checked)} />{' '}
      {shortcutsText.characters}
    </label>
  )
}
