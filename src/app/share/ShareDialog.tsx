import { useId, useState } from 'react'
import { finding, notInTheLink } from '../../state/shared'
import { shareView } from '../../state/view'
import { captionOf, missing, shareText } from '../../text/share'
import { Tabs, tabId } from '../controls/Tabs'
import { CiteTab } from './CiteTab'
import { CopyField } from './CopyField'
import { Dialog } from './Dialog'
import { EmbedTab } from './EmbedTab'
import { LockTab } from './LockTab'
import { PresentTab } from './PresentTab'
import { QrCode } from './QrCode'

const PARTS = ['link', 'lock', 'embed', 'present', 'cite'] as const
type Part = (typeof PARTS)[number]

/** Everything that can be taken along of the page, as it stood when the dialog was opened. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const [part, setPart] = useState<Part>('link')
  const panelId = useId()
  return (
    <Dialog title={shareText.title} className="share" onClose={onClose}>
      <Tabs
        label={shareText.parts}
        tabs={PARTS.map(id => ({ id, name: shareText.part[id] }))}
        shown={part}
        panelId={panelId}
        onChoose={setPart}
      />
      <div id={panelId} className="share-part" role="tabpanel" aria-labelledby={tabId(panelId, part)}>
        {part === 'link' && <LinkTab />}
        {part === 'lock' && <LockTab />}
        {part === 'embed' && <EmbedTab />}
        {part === 'present' && <PresentTab onClose={onClose} />}
        {part === 'cite' && <CiteTab />}
      </div>
    </Dialog>
  )
}

function LinkTab() {
  const [{ link, found, lacks }] = useState(() => ({ link: shareView(), found: finding(), lacks: notInTheLink() }))
  return (
    <>
      <CopyField
        label={shareText.link}
        text={link}
        copy={shareText.copy.link}
        copied={lacks.changed ? shareText.copiedChanged : shareText.copied}
        lines={2}
        first
      />
      <Lacks />
      <QrCode text={link} />
      {found && <CopyField label={shareText.caption} text={captionOf(found)} copy={shareText.copy.caption} lines={2} />}
    </>
  )
}

/** What the links of the dialog leave out. */
function Lacks() {
  const [sentences] = useState(() => missing(notInTheLink()))
  if (sentences.length === 0) return null
  return (
    <ul className="share-lacks">
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
