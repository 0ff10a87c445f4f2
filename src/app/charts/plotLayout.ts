/**
 * Room that every stacked plot leaves around its drawing area, px, so that their axes line up. The style sheets place the
 * lines of N and of the playhead by the same numbers.
 */
export const PLOT = { left: 54, right: 22, top: 6, axis: 24 } as const

/** Heights of the strips above and between the two plots of the centrepiece, where N and KL are written, and the width of their names, px. */
export const STRIP = { top: 30, middle: 26, name: 60 } as const

/** Width of the drawing area of a chart of the given width, px. */
export function plotWidth(width: number): number {
  return Math.max(0, width - PLOT.left - PLOT.right)
}

/** Room between a vertical line and its label, with the label's own padding, px. */
const LABEL_GAP = 26

/** Room that a sign takes in a label, in the size of the page's type: a little more than the digits of any usual face. */
const SIGN = 4 / 7

/**
 * Whether the label of a vertical line belongs to the left of it: where there is no room for it to the right, and more
 * to the left. Labels may reach into the margins of the plot.
 * @param type size of the page's type, px
 * @param taken of the margin at the left by something else, px
 */
export function flips(position: number, width: number, label: string, type: number, taken = 0): boolean {
  const right = width - position + PLOT.right
  return reach(label, type) > right && position + PLOT.left - taken > right
}

/** Whether a label to the left of its line lies over what takes so much of the margin there. */
export function covers(position: number, label: string, type: number, taken: number): boolean {
  return reach(label, type) > position + PLOT.left - taken
}

/** How far from its line a label ends, px. */
function reach(label: string, type: number): number {
  return LABEL_GAP + SIGN * type * label.length
}

/** Whether a label to the right of its place would lie over a vertical line there, and one to the left of it has room. */
export function crosses(position: number, line: number, label: string, type: number, taken = 0): boolean {
  const right = position + reach(label, type)
  return line > position && line < right && !covers(position, label, type, taken)
}

/** Size of the page's type, px: larger while presenting. */
export function typeSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/** Size of the labels of axes, px: larger while presenting, as the style sheets have it. */
export function tickSize(): number {
  return document.documentElement.classList.contains('presenting') ? 15 : 12
}

/** Height of the title above each plot of the history, px. */
export const TITLE = 36

/** Where something that lies over the drawing area begins and ends. */
export const OVER_PLOT = { left: PLOT.left, right: PLOT.right } as const

/** Props that every recharts axis here shares. */
export const AXIS = {
  axisLine: { stroke: 'var(--axis)' },
  tickLine: { stroke: 'var(--axis)' },
  interval: 0,
} as const
