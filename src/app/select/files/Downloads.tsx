import { type Analysed, useFiles } from '../../../state/files'
import { downloadNumbers, downloadReport } from '../../../state/selectionDownload'

/** Everything that was computed, as files. */
export function Downloads({ analysed, N }: { readonly analysed: Analysed; readonly N: number }) {
  const comparison = useFiles(state => state.comparison)
  const picks = useFiles(state => state.picks)
  const ready = analysed.analysis.comparison === comparison && picks?.N === N
  return (
    <section className="panel files-downloads" aria-label="Downloads">
      <button
        type="button"
        className="button"
        disabled={!ready}
        onClick={() => picks && downloadReport(analysed, picks)}
      >
        Download report (JSON)
      </button>
      <button
        type="button"
        className="button"
        disabled={!ready}
        onClick={() => picks && downloadNumbers(analysed, picks)}
      >
        Picks and curves (CSV)
      </button>
      <p className="picture-note">
        {ready
          ? 'Each figure has a menu of its own to save it as SVG or PNG.'
          : 'As soon as the picks have been resampled.'}
      </p>
    </section>
  )
}
