import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Notation } from '../Notation'
import { AsTable } from './AsTable'
import type { ChartTable } from './chartTable'
import { Looking } from './Looking'
import { SaveMenu } from './SaveMenu'
import { useSpeech, voice } from './Speaker'

interface ChartPanelProps {
  /** Its name among the charts of the page; `data-chart` of the figure. */
  readonly id: string
  /** What is seen, computed from the data. */
  readonly title: string
  /** Stands above the drawing in place of the title, where the drawing has titles of its own. */
  readonly heading?: string
  /** Classes of the figure beside `panel`. */
  readonly className: string
  /** Beside the title: how it is drawn. */
  readonly tools?: ReactNode
  /** The same numbers to read and to save. */
  readonly table: ChartTable
  /**
   * What a person who asks is told, sentence by sentence, from the present data: the axes, what each mark is, what this very
   * picture says, what to try next. Called only while the answer is open.
   */
  readonly looking: () => readonly string[]
  /** What is spoken when it changes; the title unless given. */
  readonly spoken?: string
  /** Written below a saved figure; the run on show and its step unless given. */
  readonly caption?: () => string
  /** What the marks mean, and what the theory says. */
  readonly note?: ReactNode
  readonly children: ReactNode
}

/**
 * The one frame of every chart: its title, its tools, its numbers as a table, what one is looking at, a voice, and a menu
 * that saves the figure with caption and link, and its data.
 */
export function ChartPanel(props: ChartPanelProps) {
  const { id, title, heading = title, className, tools, table, looking, spoken = title, caption, note } = props
  const titleId = useId()
  useSpeech(id, spoken)
  const figure = useRef({ title, table, caption })
  useLayoutEffect(() => {
    figure.current = { title, table, caption }
  })
  return (
    <figure
      className={`panel ${className}`}
      data-chart={id}
      aria-labelledby={titleId}
      onFocus={() => voice.attend(id)}
      onPointerEnter={() => voice.attend(id)}
    >
      <div className="panel-head">
        <h2 id={titleId}>
          <Notation text={heading.replaceAll(' %', '\u00a0%')} />
        </h2>
        {tools}
      </div>
      {props.children}
      {note && <figcaption className="picture-note">{note}</figcaption>}
      <div className="chart-foot" data-undrawn>
        <Looking sentences={looking} />
        <AsTable {...table} />
        <SaveMenu name={id} figure={figure} />
      </div>
    </figure>
  )
}
