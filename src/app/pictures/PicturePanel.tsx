import { type ReactNode, useId } from 'react'

interface PicturePanelProps {
  /** What is seen, computed from the data. */
  readonly title: string
  readonly tools?: ReactNode
  /** What the marks mean, and what the theory says. */
  readonly note: ReactNode
  readonly children: ReactNode
}

/** The frame of a scenario's own picture. */
export function PicturePanel({ title, tools, note, children }: PicturePanelProps) {
  const titleId = useId()
  return (
    <figure className="panel picture picture-wide" aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{title.replaceAll(' %', '\u00a0%')}</h2>
        {tools}
      </div>
      {children}
      <figcaption className="picture-note">{note}</figcaption>
    </figure>
  )
}
