import { Activity, lazy, type ReactNode, Suspense, useState } from 'react'
import { usePresentation } from '../state/presentation'
import { useView } from '../state/view'
import { loadText } from '../text/load'
import { runsText } from '../text/runs'
import { Boundary } from './Boundary'
import { Speaker } from './charts/Speaker'
import { useSheet } from './controls/useSheet'
import { Announcer } from './explore/Announcer'
import { Explore } from './explore/Explore'
import { Notices } from './explore/Notices'
import { Header } from './header/Header'
import { NewVersion } from './header/NewVersion'
import { useKeptFocus } from './keepFocus'
import { useOpenedDrops } from './openDrops'
import { Shortcuts } from './shortcuts/Shortcuts'
import { useNoStrayDrops } from './strayDrops'
import { Transport } from './transport/Transport'

/** Most visits never open them, and together they are as large as all the rest. */
const Select = lazy(() => import('./select/Select').then(({ Select: view }) => ({ default: view })))
const Sweep = lazy(() => import('./sweep/Sweep').then(({ Sweep: view }) => ({ default: view })))

/** Formulas and text are typeset by libraries of their own. */
const Lessons = lazy(() => import('./lessons/Lessons').then(({ Lessons: view }) => ({ default: view })))

/** Only in a frame of another page. */
const Embed = lazy(() => import('./embed/Embed').then(({ Embed: view }) => ({ default: view })))

/** The page, or a part of it for a frame of another page. */
export function App() {
  const embed = usePresentation(state => state.embed)
  if (!embed) return <Whole />
  return (
    <Boundary>
      <Suspense>
        <Embed />
      </Suspense>
    </Boundary>
  )
}

function Whole() {
  const view = useView(state => state.view)
  const sheet = useSheet()
  useKeptFocus()
  const dropping = useOpenedDrops()
  useNoStrayDrops()
  return (
    <div className={dropping ? 'page page-dropping' : 'page'} data-drop={runsText.drop}>
      <div className="page-top">
        <Header />
        <NewVersion />
        <Notices />
      </div>
      <Speaker />
      <Shortcuts />
      <Kept shown={view === 'explore'}>
        <Explore sheet={sheet} />
        <Transport sheet={sheet} />
        <Announcer />
      </Kept>
      <Kept shown={view === 'lessons'}>
        <Suspense fallback={<Loading />}>
          <Lessons />
        </Suspense>
      </Kept>
      <Kept shown={view === 'sweep'}>
        <Suspense fallback={<Loading />}>
          <Sweep />
        </Suspense>
      </Kept>
      <Kept shown={view === 'select'}>
        <Suspense fallback={<Loading />}>
          <Select />
        </Suspense>
      </Kept>
    </div>
  )
}

function Loading() {
  return <p className="panel empty">{loadText.view}</p>
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
