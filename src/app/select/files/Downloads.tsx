import { type Analysed, useFiles } from '../../../state/files'
import { downloadNumbers, downloadReport } from '../../../state/selectionDownload'
import { filesText } from '../../../text/select/files'

/** Everything that was computed, as files. */
export function Downloads({ analysed, N }: { readonly analysed: Analysed; readonly N: number }) {
  const comparison = useFiles(state => state.comparison)
  const picks = useFiles(state => state.picks)
  const ready = analysed.analysis.comparison === comparison && picks?.N === N
  return (
    <section className="panel files-downloads" aria-label={filesText.downloads.label}>
      <button
        type="button"
        className="button"
        disabled={!ready}
        onClick={() => picks && downloadReport(analysed, picks)}
      >
        {filesText.downloads.report}
      </button>
      <button
        type="button"
        className="button"
        disabled={!ready}
        onClick={() => picks && downloadNumbers(analysed, picks)}
      >
        {filesText.downloads.numbers}
      </button>
      <p className="picture-note">{ready ? filesText.downloads.ready : filesText.downloads.notReady}</p>
    </section>
  )
}
