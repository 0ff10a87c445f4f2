import { words } from './language'

/** What the page says around its views. */
export const appText = words('app', {
  notDrawn: (reason: string) =>
    `This view could not be drawn: ${reason}. Your link is still in the address bar; going back leaves the settings that led here.`,
  again: 'Draw it again',
})
