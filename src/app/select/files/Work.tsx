import { useFiles } from '../../../state/files'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'

/** What is under way, how far it has come, and how to end it. */
export function Work() {
  const reading = useFiles(state => state.reading)
  const analysing = useFiles(state => state.analysing)
  const detail = useFiles(state => state.detail)
  const { cancel, dismiss } = useFiles.getState()
  const busy = reading !== null || analysing !== null
  return (
    <div className="files-work">
      <p className="visually-hidden" role="status">
        {spoken(reading !== null, analysing !== null, detail)}
      </p>
      {busy && (
        <div className="stage stage-running">
          <p>{reading ? fileSentences.readingSentence(reading) : filesText.work.comparing(analysing!)}</p>
          <progress
            aria-label={reading ? filesText.work.readingProgress : filesText.work.analysisProgress}
            max={1}
            {...shareOf(reading, analysing)}
          />
          <button type="button" className="button" onClick={cancel}>
            {filesText.cancel}
          </button>
        </div>
      )}
      {detail && (
        <div className="stage stage-failed">
          <p>{detail}</p>
          <Again />
          <button type="button" className="small-button" onClick={dismiss}>
            {filesText.dismiss}
          </button>
        </div>
      )}
    </div>
  )
}

/** Where the analysis that is asked for is not there and not under way. */
function Again() {
  const missing = useFiles(
    ({ opened, analysing, analysed, comparison }) =>
      opened !== null && analysing === null && analysed?.analysis.comparison !== comparison,
  )
  if (!missing) return null
  return (
    <button type="button" className="small-button" onClick={useFiles.getState().analyseAgain}>
      {filesText.work.again}
    </button>
  )
}

/** A progress bar without a value says that nobody knows. */
function shareOf(reading: ReturnType<typeof useFiles.getState>['reading'], analysing: number | null) {
  if (!reading) return { value: analysing ?? 0 }
  const { bytesRead, bytesAll } = reading
  return bytesAll ? { value: Math.min(1, bytesRead / bytesAll) } : {}
}

/** Stages, not every step of them. */
function spoken(reading: boolean, analysing: boolean, detail: string | null): string {
  if (reading) return filesText.work.reading
  if (analysing) return filesText.work.analysing
  return detail ?? ''
}
