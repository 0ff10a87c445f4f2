import { useEffect, useState } from 'react'
import { openFiles } from '../state/openFiles'
import { useView } from '../state/view'
import { bringsFiles } from './strayDrops'

/**
 * Opens files that are dropped anywhere on the page where nothing else takes them, but for the view of selection, which has
 * files of its own.
 * @returns whether files are being dragged over it
 */
export function useOpenedDrops(): boolean {
  const takes = useView(state => state.view !== 'select')
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!takes) return
    const onDragOver = (event: DragEvent) => {
      if (event.defaultPrevented || !bringsFiles(event)) return setOver(false)
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'copy'
      setOver(true)
    }
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !bringsFiles(event)) return
      event.preventDefault()
      void openFiles([...event.dataTransfer!.files])
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [takes])
  return over && takes
}
