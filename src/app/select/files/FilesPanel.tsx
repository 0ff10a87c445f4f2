import { type ReactNode, useEffect } from 'react'
import { useFiles } from '../../../state/files'
import { useLab } from '../../../state/lab'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { useFileDrops } from '../../fileDrops'
import { ColumnTable } from './ColumnTable'
import { FileChooser } from './FileChooser'
import { dropped } from './offered'
import { ProblemList } from './ProblemList'
import { Results } from './Results'
import { Settings } from './Settings'
import { Welcome } from './Welcome'
import { Work } from './Work'

/** Selection among other people's checkpoints, from files of their log-probabilities. */
export function FilesPanel() {
  const opened = useFiles(state => state.opened)
  return (
    <DropZone>
      {opened ? <FileChooser main={false} /> : <Welcome />}
      <Work />
      <Refused />
      {opened && <OpenedFiles />}
    </DropZone>
  )
}

/** While the panel is shown, files can be dropped anywhere on the page. */
function DropZone({ children }: { readonly children: ReactNode }) {
  const over = useFileDrops(open)
  return (
    <section className={`files ${over ? 'files-over' : ''}`} aria-label={filesText.panel}>
      {children}
    </section>
  )
}

function open(transfer: DataTransfer): void {
  void dropped(transfer).then(({ files, passedOver }) => {
    if (files.length > 0) void useFiles.getState().open(files, {}, passedOver)
  })
}

/** Files that were read in vain: why, and what can be chosen. */
function Refused() {
  const refused = useFiles(state => state.refused)
  const kept = useFiles(state => state.opened !== null)
  if (!refused) return null
  const names = refused.files.map(({ name }) => name)
  return (
    <section className="panel refused" role="alert" aria-label={filesText.refused.label}>
      <div className="panel-head">
        <h2>{filesText.refused.title(names, kept)}</h2>
        <button type="button" className="small-button" onClick={useFiles.getState().dismiss}>
          {filesText.dismiss}
        </button>
      </div>
      <ProblemList read={refused} />
      <ColumnTable read={refused} />
    </section>
  )
}

function OpenedFiles() {
  const opened = useFiles(state => state.opened)!
  const comparison = useFiles(state => state.comparison)!
  const analysed = useFiles(state => state.analysed)
  const N = useLab(state => state.config.values.N)
  // Leaving the view stops asking: what is not seen is not resampled.
  useEffect(() => {
    if (analysed) useFiles.getState().lookAt(N)
  }, [N, analysed])
  const gaps =
    analysed && fileSentences.gapsSentence(analysed.analysis.gaps, analysed.analysis.comparison.gaps, analysed.names)
  return (
    <>
      <section className="panel files-summary" aria-label={filesText.read}>
        <h2>{fileSentences.summary(opened.shape, opened.facts)}</h2>
        {gaps && <p>{gaps}</p>}
        <p className="control-note">{filesText.notKept}</p>
        <ProblemList read={opened} means={comparison.reading.scale === 'mean'} />
      </section>
      <div className="files-body">
        <Settings opened={opened} comparison={comparison} />
        {analysed && <Results analysed={analysed} stale={analysed.analysis.comparison !== comparison} />}
      </div>
    </>
  )
}
