import { words } from './language'

export const shortcutsText = words('shortcuts', {
  title: 'Keys',
  where: {
    always: 'Everywhere',
    present: 'While presenting',
    sliders: 'On a slider, the line of N and the playhead',
  },
  keys: {
    ' ': 'Play or pause',
    p: 'Begin or end presenting',
    '?': 'This list',
    arrows: 'An earlier or later evaluation; at the newest one → takes a step',
    N: 'N doubled, or halved',
    H: 'H doubled, or halved',
    f: 'Full screen, or not',
    Escape: 'End presenting',
    sliderArrows: 'A little more or less',
    sliderPages: 'Much more or less',
    sliderEnds: 'Least and most',
  },
  caps: {
    ' ': 'Space',
    arrows: '← →',
    N: 'N n  or  + −',
    H: 'H h',
    Escape: 'Esc',
    sliderArrows: '← → ↑ ↓',
    sliderPages: 'Page ↑ ↓',
    sliderEnds: 'Home End',
  },
  characters: 'Letters and signs do something on this device; space, arrows and Esc always do',
  leave: 'End presenting',
  help: 'Keys',
})
