import { useState } from 'react'
import { finding } from '../../state/shared'
import { shareView } from '../../state/view'
import { bibtex, plainCitation } from '../../text/citation'
import { shareText } from '../../text/share'
import { CopyField } from './CopyField'

/** The run at the moment that is shown, as a paper cites it. */
export function CiteTab() {
  const [{ found, link, date }] = useState(() => ({ found: finding(), link: shareView(), date: new Date() }))
  if (!found) return <p>{shareText.citeNothing}</p>
  return (
    <>
      <CopyField
        label={shareText.citeText}
        text={plainCitation(found, link, date)}
        copy={shareText.copy.text}
        lines={5}
      />
      <CopyField label={shareText.citeBibtex} text={bibtex(found, link, date)} copy={shareText.copy.bibtex} lines={9} />
    </>
  )
}
