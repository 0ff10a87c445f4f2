/** How dots are stacked over an axis: bins of equal width, so that heights compare, and several dots side by side in each. */
export interface DotStacks {
  readonly diameter: number
  /** Centre of each dot: to the right of its bin's left edge, and above the axis, px. */
  readonly places: readonly { readonly x: number; readonly y: number }[]
}

const LARGEST = 9
/** In wide bins they are larger, of so much of the width. */
const WIDE = 0.65
const SMALLEST = 2

/**
 * The largest dots with which the fullest bin still fits; where not even the smallest do, they overlap.
 * @param bins the bin of every dot, in the order in which they pile up
 * @param width of a bin, px
 * @param height of the plot, px
 */
export function stackDots(bins: readonly number[], width: number, height: number): DotStacks {
  const counts = new Map<number, number>()
  for (const bin of bins) counts.set(bin, (counts.get(bin) ?? 0) + 1)
  const most = Math.max(1, ...counts.values())
  const rowsWith = (diameter: number) => Math.ceil(most / Math.max(1, Math.floor(width / diameter)))
  let diameter = Math.min(Math.max(LARGEST, Math.floor(WIDE * width)), Math.floor(width))
  while (diameter > SMALLEST && rowsWith(diameter) * diameter > height) diameter -= 0.5
  const abreast = Math.max(1, Math.floor(width / diameter))
  const pitch = Math.min(diameter, height / rowsWith(diameter))
  const left = (width - abreast * diameter) / 2

  const piled = new Map<number, number>()
  const places = bins.map(bin => {
    const below = piled.get(bin) ?? 0
    piled.set(bin, below + 1)
    return {
      x: left + ((below % abreast) + 0.5) * diameter,
      y: Math.floor(below / abreast) * pitch + diameter / 2,
    }
  })
  return { diameter, places }
}
