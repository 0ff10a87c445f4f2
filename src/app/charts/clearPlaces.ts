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
 * Places names as near as can be to where they would like to be, none over another or over what is taken.
 * @param height of a name, px
 * @param range within which they stay, px
 * @returns where the middle of each is, in the order of `wanted`; null where not all of them find room
 */
export function clearPlaces(wanted: readonly Wanted[], height: number, [from, to]: Stretch): number[] | null {
  const places: number[] = new Array(wanted.length)
  const named: Stretch[] = []
  // From above: names then stand in the order of what they name.
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a].at - wanted[b].at)
  for (const i of order) {
    const { at, taken } = wanted[i]
    const obstacles = [...taken, ...named]
    const free = (place: number) =>
      place - height / 2 >= from &&
      place + height / 2 <= to &&
      obstacles.every(([low, high]) => place + height / 2 <= low || place - height / 2 >= high)
    // A free place that is nearest touches an obstacle or an end, unless it is the wanted one.
    const touching = [from, to, ...obstacles.flat()].flatMap(edge => [edge - height / 2, edge + height / 2])
    const nearest = [at, ...touching].filter(free).sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    if (nearest === undefined) return null
    places[i] = nearest
    named.push([nearest - height / 2, nearest + height / 2])
  }
  return places
}
