import { useId, useState } from 'react'
import { Announcer } from './explore/Announcer'
import { Explore } from './explore/Explore'
import { Notices } from './explore/Notices'
import { Header } from './header/Header'
import { Transport } from './transport/Transport'

/** The page. */
export function App() {
  const [sheetOpen, setSheetOpen] = useState(false)
  const sheetId = useId()
  return (
    <div className="page">
      <Header />
      <Notices />
      <Explore sheetOpen={sheetOpen} sheetId={sheetId} />
      <Transport sheetOpen={sheetOpen} sheetId={sheetId} onToggleSheet={() => setSheetOpen(!sheetOpen)} />
      <Announcer />
    </div>
  )
}
