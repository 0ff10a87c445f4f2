import { usePresentation } from '../../state/presentation'
import { shareView } from '../../state/view'
import { shareText } from '../../text/share'
import { CharacterKeys } from '../shortcuts/CharacterKeys'
import { CopyField } from './CopyField'
import { QrCode } from './QrCode'

/** The presenter's look, here or by a link. */
export function PresentTab({ onClose }: { readonly onClose: () => void }) {
  const link = shareView({ present: true })
  const present = (): void => {
    onClose()
    usePresentation.getState().setPresent(true)
  }
  return (
    <>
      <p>{shareText.presentIntro}</p>
      <p>
        <button type="button" className="button button-main" onClick={present}>
          {shareText.present}
        </button>
      </p>
      <p>
        <CharacterKeys />
      </p>
      <CopyField label={shareText.presentLink} text={link} copy={shareText.copy.link} lines={2} />
      <QrCode text={link} />
    </>
  )
}
