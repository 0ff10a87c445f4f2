import type { MouseEvent } from 'react'
import { encodeLessonLink } from '../../config/lesson/lessonLink'
import { encodeLink, type View } from '../../config/link'
import { encodeSelectLink } from '../../config/selectLink'
import { encodeSweepLink } from '../../config/sweepLink'
import { useLab } from '../../state/lab'
import { useLessonPlace } from '../../state/lesson/place'
import { usePresented } from '../../state/presentation'
import { useSelect } from '../../state/select'
import { useSweep } from '../../state/sweep'
import { useView } from '../../state/view'
import { headerText } from '../../text/header'

/** The views as links: each leads to where that view was left, in this tab or another. */
export function Views() {
  const config = useLab(state => state.config)
  const sweep = useSweep(state => encodeSweepLink(state.sweep))
  const select = useSelect()
  const lessons = useLessonPlace()
  return (
    <nav aria-label={headerText.views}>
      <ViewLink view="explore" name={headerText.explore} query={encodeLink(config)} />
      <ViewLink view="lessons" name={headerText.lessons} query={encodeLessonLink(lessons.source, lessons.page)} />
      <ViewLink view="sweep" name={headerText.sweep} query={sweep} />
      <ViewLink view="select" name={headerText.select} query={encodeSelectLink(config, select)} />
    </nav>
  )
}

interface ViewLinkProps {
  readonly view: View
  readonly name: string
  readonly query: string
}

function ViewLink({ view, name, query }: ViewLinkProps) {
  const current = useView(state => state.view === view)
  const address = usePresented(query)
  const follow = (event: MouseEvent): void => {
    // With a key held the browser opens it elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    useView.getState().show(view)
  }
  return (
    <a href={`?${address}`} aria-current={current ? 'page' : undefined} onClick={follow}>
      {name}
    </a>
  )
}
