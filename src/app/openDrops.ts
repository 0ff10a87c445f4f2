import { useView } from '../state/view'
import { useFileDrops } from './fileDrops'

/**
 * Opens files that are dropped on the page, but for the view of selection, which has files of its own.
 * @returns whether files are being dragged over it
 */
export function useOpenedDrops(): boolean {
  return useFileDrops(useView(state => state.view !== 'select') ? open : null)
}

function open(dropped: DataTransfer): void {
  // The list is emptied when the event is over.
  const files = [...dropped.files]
  void import('../state/openFiles').then(({ openFiles }) => openFiles(files))
}
