import { shortcutsText } from '../../text/shortcuts'
import { Dialog } from '../share/Dialog'
import { CharacterKeys } from './CharacterKeys'

const GROUPS = {
  always: [' ', 'p', '?'],
  present: ['arrows', 'N', 'H', 'f', 'Escape'],
  sliders: ['sliderArrows', 'sliderPages', 'sliderEnds'],
} as const

/** Every key of the page, by where it works. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const caps: Readonly<Record<string, string>> = shortcutsText.caps
  return (
    <Dialog title={shortcutsText.title} className="shortcuts" onClose={onClose}>
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map(where => (
        <section key={where}>
          <h3>{shortcutsText.where[where]}</h3>
          <dl>
            {GROUPS[where].map(key => (
              <div key={key}>
                <dt>
                  <kbd>{caps[key] ?? key}</kbd>
                </dt>
                <dd>{shortcutsText.keys[key]}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <section>
        <CharacterKeys />
      </section>
    </Dialog>
  )
}
