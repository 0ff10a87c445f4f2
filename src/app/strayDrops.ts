import { useEffect } from 'react'

/** Whether something that is dragged over the page is a file, rather than text of a field. */
export function bringsFiles({ dataTransfer }: Pick<DragEvent, 'dataTransfer'>): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

/** Keeps the browser from leaving the page, and every run in it, for a file that was dropped where nothing takes it. */
export function useNoStrayDrops(): void {
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (event.defaultPrevented || !bringsFiles(event)) return
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'none'
    }
    const onDrop = (event: DragEvent): void => {
      if (bringsFiles(event)) event.preventDefault()
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
}
