import { Activity, lazy, type ReactNode, Suspense, useId, useState } from 'react'
import { useView } from '../state/view'
import { Boundary } from './Boundary'
import { Speaker } from './charts/Speaker'
import { Announcer } from './explore/Announcer'
import { Explore } from './explore/Explore'
import { Notices } from './explore/Notices'
import { Header } from './header/Header'
import { useNoStrayDrops } from './strayDrops'
import { Sweep } from './sweep/Sweep'
import { Transport } from './transport/Transport'

/** Most visits never open it, and it is as large as all the rest. */
const Select = lazy(() => import('./select/Select').then(({ Select: view }) => ({ default: view })))

/** The page. */
export function App() {
  const view = useView(state => state.view)
  const [sheetOpen, setSheetOpen] = useState(false)
  const sheetId = useId()
  useNoStrayDrops()
  return (
    <div className="page">
      <Header />
      <Notices />
      <Speaker />
      <Kept shown={view === 'explore'}>
        <Explore sheetOpen={sheetOpen} sheetId={sheetId} />
        <Transport sheetOpen={sheetOpen} sheetId={sheetId} onToggleSheet={() => setSheetOpen(!sheetOpen)} />
        <Announcer />
      </Kept>
      <Kept shown={view === 'sweep'}>
        <Sweep />
      </Kept>
      <Kept shown={view === 'select'}>
        <Suspense fallback={<p className="panel empty">The view is being loaded.</p>}>
          <Select />
        </Suspense>
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
