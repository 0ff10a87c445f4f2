import { useState } from 'react'
import { usePresentation } from '../../state/presentation'
import { shareView, useView } from '../../state/view'
import { shareText } from '../../text/share'
import { ControlTicks, controlsOf } from './ControlTicks'
import { CopyField } from './CopyField'
import { QrCode } from './QrCode'

/** What a class usually turns: the two sizes of the paper, and playback. */
const USUAL: readonly string[] = ['H', 'N', 'play', 'reset']

/** A link that leaves some controls to those who open it; on a locked page the way to unlock that. */
export function LockTab() {
  const locked = usePresentation(state => state.lock !== null)
  return locked ? <Unlock /> : <LockedLink />
}

function LockedLink() {
  const options = controlsOf(useView(state => state.view))
  const [ticked, setTicked] = useState<readonly string[]>(() => options.filter(id => USUAL.includes(id)))
  const locked = shareView({ lock: ticked })
  return (
    <>
      <p>{shareText.lockIntro}</p>
      <ControlTicks legend={shareText.controls} options={options} ticked={ticked} onChange={setTicked} />
      {ticked.length === 0 && <p className="control-note">{shareText.lockLeast}</p>}
      <CopyField label={shareText.link} text={locked} copy={shareText.copy.link} lines={2} />
      <QrCode text={locked} />
    </>
  )
}

function Unlock() {
  const [asked, setAsked] = useState(false)
  const { unlock } = usePresentation.getState()
  return (
    <>
      <p>{shareText.lockedHere}</p>
      {asked ? (
        <>
          <p>{shareText.unlockAsk}</p>
          <p className="copy-line">
            {/* biome-ignore lint/a11y/noAutofocus: the answer that changes nothing is the one at hand */}
            <button type="button" className="button" autoFocus onClick={() => setAsked(false)}>
              {shareText.unlockNo}
            </button>
            <button type="button" className="button" onClick={unlock}>
              {shareText.unlockYes}
            </button>
          </p>
        </>
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setAsked(true)}>
            {shareText.unlock}
          </button>
        </p>
      )}
    </>
  )
}
