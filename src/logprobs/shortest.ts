/** Six digits survive the way into a float32 and back, so nothing shorter than what they give needs to be tried. */
const SURVIVING = 6

/** The smallest float32 with all its digits; below it numbers have fewer. */
const NORMAL = 2 ** -126

/** The shortest decimal that is this float32 again once rounded to one: `NaN`, `Infinity` and `-Infinity` as such. */
export function shortestFloat32(value: number): string {
  if (Object.is(value, -0)) return '-0'
  for (let digits = Math.abs(value) < NORMAL ? 1 : SURVIVING; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return String(Number(value.toPrecision(9)))
}
