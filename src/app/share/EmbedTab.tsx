import { useState } from 'react'
import { scenarioOf } from '../../scenarios/registry'
import { useLab } from '../../state/lab'
import { usePresentation } from '../../state/presentation'
import { shareView, useView } from '../../state/view'
import { runInWords, shareText } from '../../text/share'
import { PICTURES, picturesOf } from '../pictures/registry'
import { ControlTicks, controlsOf } from './ControlTicks'
import { CopyField } from './CopyField'

/** A frame for another page, with the charts and controls that are ticked. */
export function EmbedTab() {
  const view = useView(state => state.view)
  if (view !== 'explore') return <p>{shareText.embedOnlyExplore}</p>
  return <EmbedCode />
}

function EmbedCode() {
  const config = useLab(state => state.config)
  const paired = useLab(state => state.side !== null)
  const lock = usePresentation(state => state.lock)
  const charts = ['coverage', 'history', ...(paired ? ['difference'] : []), ...picturesOf(scenarioOf(config))]
  const controls = controlsOf('explore').filter(id => lock === null || lock.includes(id))
  const [shown, setShown] = useState<readonly string[]>(['coverage'])
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [previewed, setPreviewed] = useState<string | null>(null)
  // A page that is locked makes no frame that is not.
  const locked = ticked.length > 0 ? ticked : lock
  const link = shareView({ embed: true, charts: shown.length > 0 ? shown : ['coverage'], lock: locked })
  const height = firstHeight(shown, locked ?? [])
  const title = shareText.frameTitle(runInWords(config))
  const code = `<iframe src="${attribute(link)}" title="${attribute(title)}" width="100%" height="${height}" style="border:0" allow="cross-origin-isolated; fullscreen" loading="lazy"></iframe>`
  return (
    <>
      <ControlTicks
        legend={shareText.charts}
        options={charts}
        ticked={shown}
        onChange={setShown}
        nameOf={id => shareText.chart[id] ?? PICTURES[id].name}
      />
      <ControlTicks legend={shareText.embedControls} options={controls} ticked={ticked} onChange={setTicked} />
      <p className="control-note">{locked === null ? shareText.embedAll : shareText.embedSome}</p>
      <CopyField label={shareText.code} text={code} copy={shareText.copy.code} lines={4} />
      {previewed === link ? (
        <iframe className="embed-preview" src={link} title={shareText.previewTitle} height={height} />
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setPreviewed(link)}>
            {shareText.preview}
          </button>
        </p>
      )}
    </>
  )
}

/** About what charts and controls take, px; a page that listens gives the frame the height that it asks for. */
const HEIGHTS = { coverage: 680, chart: 440, control: 70, bar: 60 }

function firstHeight(charts: readonly string[], controls: readonly string[]): number {
  const drawn = charts.length > 0 ? charts : ['coverage']
  const ofCharts = drawn.map(id => (id === 'coverage' ? HEIGHTS.coverage : HEIGHTS.chart))
  return ofCharts.reduce((sum, height) => sum + height, HEIGHTS.bar + HEIGHTS.control * controls.length)
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
