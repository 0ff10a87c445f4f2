import { type ReactNode, useEffect, useRef } from 'react'
import { useFiles } from '../../../state/files'
import { filesText } from '../../../text/select/files'
import { chosen } from './offered'

/** The ways to bring files other than dropping them. */
export function FileChooser({ main }: { readonly main: boolean }) {
  const { openExample } = useFiles.getState()
  return (
    <div className="file-buttons">
      <Chooser folder={false} className={main ? 'button button-main' : 'button'}>
        {filesText.chooser.files}
      </Chooser>
      <Chooser folder={true} className="button">
        {filesText.chooser.folder}
      </Chooser>
      <button type="button" className="button" onClick={() => void openExample()}>
        {filesText.chooser.example}
      </button>
    </div>
  )
}

interface ChooserProps {
  readonly folder: boolean
  readonly className: string
  readonly children: ReactNode
}

/** A button that stands for a file input, which the browser draws in its own way. */
function Chooser({ folder, className, children }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder
  }, [folder])
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={folder ? filesText.chooser.folderInput : filesText.chooser.filesInput}
        onChange={({ target }) => {
          const { files, passedOver } = chosen(target.files!)
          // The same file can be chosen once more.
          target.value = ''
          if (files.length > 0) void useFiles.getState().open(files, {}, passedOver)
        }}
      />
    </>
  )
}
