/** A mark of a scatter plot, px. */
export interface Place {
  readonly series: number
  /** Of its moment. */
  readonly index: number
  readonly x: number
  readonly y: number
}

/** Farther away than this nothing is pointed at, px. */
const REACH = 24

/** The moment whose mark is nearest, the later one of equals; null where none is near. */
export function nearestPoint(places: readonly Place[], x: number, y: number): number | null {
  let nearest: number | null = null
  let least = REACH
  for (const place of places) {
    const distance = Math.hypot(place.x - x, place.y - y)
    if (distance < least || (distance === least && place.index > (nearest ?? -1))) {
      least = distance
      nearest = place.index
    }
  }
  return nearest
}
