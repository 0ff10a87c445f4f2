/** A stretch along one axis, px. */
export type Stretch = readonly [low: number, high: number]

/** A name that is to stand beside a point. */
export interface Wanted {
  /** Where its middle would like to be, px. */
  readonly at: number
  /** What it must not cover: stretches of the same axis. */
  readonly taken: readonly Stretch[]
}

/**
 * Places names near where they would like to be, none over another or over what is taken, and in the order of where they
 * would like to be.
 * @param height of a name, px
 * @param range within which they stay, px
 * @returns where the middle of each is, in the order of `wanted`; null where not all of them find room
 */
export function clearPlaces(wanted: readonly Wanted[], height: number, range: Stretch): number[] | null {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a].at - wanted[b].at)
  // Whoever comes first takes the room of those after: one of two ways through the same names does them less harm.
  const ways = [inTurn(wanted, order, height, range), inTurn(wanted, order.reverse(), height, range)]
  const moved = (places: readonly number[]) => places.reduce((sum, place, i) => sum + Math.abs(place - wanted[i].at), 0)
  return ways.filter(places => places !== null).sort((a, b) => moved(a) - moved(b))[0] ?? null
}

/** Each name in the free place nearest to it, beyond the one before. */
function inTurn(
  wanted: readonly Wanted[],
  order: readonly number[],
  height: number,
  [from, to]: Stretch,
): number[] | null {
  const places: number[] = new Array(wanted.length)
  const downwards = wanted[order[0]]?.at <= wanted[order[order.length - 1]]?.at
  let [top, bottom] = [from, to]
  for (const i of order) {
    const { at, taken } = wanted[i]
    const free = (place: number) =>
      place - height / 2 >= top &&
      place + height / 2 <= bottom &&
      taken.every(([low, high]) => place + height / 2 <= low || place - height / 2 >= high)
    // The nearest free place is the wanted one, or touches something.
    const touching = [top, bottom, ...taken.flat()].flatMap(edge => [edge - height / 2, edge + height / 2])
    const nearest = [at, ...touching].filter(free).sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    if (nearest === undefined) return null
    places[i] = nearest
    if (downwards) top = nearest + height / 2
    else bottom = nearest - height / 2
  }
  return places
}
