import { useEffect, useState } from 'react'
import { bringsFiles } from './strayDrops'

/**
 * Takes files that are dropped anywhere on the page where nothing nearer takes them.
 * @param take is called while the event is being handled; null where none are taken. The same from one drawing to the next
 * @returns whether files are being dragged over it
 */
export function useFileDrops(take: ((files: DataTransfer) => void) | null): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!take) return
    const onDragOver = (event: DragEvent) => {
      if (event.defaultPrevented || !bringsFiles(event)) return setOver(false)
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'copy'
      setOver(true)
    }
    const onDragLeave = ({ relatedTarget }: DragEvent): void => {
      // Within the page it only goes from one element to the next.
      if (relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      setOver(false)
      if (event.defaultPrevented || !bringsFiles(event)) return
      event.preventDefault()
      take(event.dataTransfer!)
    }
    // At the document: whichever was there first, it comes before the window, which forbids all other drops.
    document.addEventListener('dragover', onDragOver)
    document.addEventListener('dragleave', onDragLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragover', onDragOver)
      document.removeEventListener('dragleave', onDragLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [take])
  return over && take !== null
}
