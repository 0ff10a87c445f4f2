import { words } from './language'

/** The line above the settings. */
export const settingsText = words('settings', {
  changes: 'Changes of the settings',
  undo: 'Undo the last change',
  redo: 'Redo the change that was undone',
  resetAll: 'Reset all',
  resetAllHelp: 'All settings of this scenario as it opens',
})
