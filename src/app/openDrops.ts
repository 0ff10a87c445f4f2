import { useEffect, useState } from 'react'
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
      // The list is emptied when the event is over.
      const files = [...event.dataTransfer!.files]
      void import('../state/openFiles').then(({ openFiles }) => openFiles(files))
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
