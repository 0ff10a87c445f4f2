import { Activity, type ReactNode, useId, useState } from 'react'
import { useView } from '../state/view'
import { Boundary } from './Boundary'
import { Announcer } from './explore/Announcer'
import { Explore } from './explore/Explore'
import { Notices } from './explore/Notices'
import { Header } from './header/Header'
import { Select } from './select/Select'
import { Sweep } from './sweep/Sweep'
import { Transport } from './transport/Transport'

/** The page. */
export function App() {
  const view = useView(state => state.view)
  const [sheetOpen, setSheetOpen] = useState(false)
  const sheetId = useId()
  return (
    <div className="page">
      <Header />
      <Notices />
      <Kept shown={view === 'explore'}>
        <Explore sheetOpen={sheetOpen} sheetId={sheetId} />
        <Transport sheetOpen={sheetOpen} sheetId={sheetId} onToggleSheet={() => setSheetOpen(!sheetOpen)} />
        <Announcer />
      </Kept>
      <Kept shown={view === 'sweep'}>
        <Sweep />
      </Kept>
      <Kept shown={view === 'select'}>
        <Select />
      </Kept>
    </div>
  )
}

/** A view that was left stays as it was, and draws nothing until it is seen again; one never seen is not there. */
function Kept({ shown, children }: { readonly shown: boolean; readonly children: ReactNode }) {
  const [seen, setSeen] = useState(shown)
  if (shown && !seen) setSeen(true)
  return (
    seen && (
      <Activity mode={shown ? 'visible' : 'hidden'}>
        <Boundary>{children}</Boundary>
      </Activity>
    )
  )
}
