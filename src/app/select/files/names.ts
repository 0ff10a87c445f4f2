/** Where names can be cut that begin alike: after a folder, and only if that is not enough after a part of the last name. */
const FOLDER = /[/\\:]/
const PART = /[._\-\s]/

/** Names up to this length are never shortened by what they share. */
const SHORT = 16

/**
 * Names for a narrow place: without the folder or run and the ending that all of them share, cut in the middle to at most so many
 * characters, and told apart by their number where that leaves two alike.
 * @param most characters, at least 8
 */
export function shortNames(names: readonly string[], most: number): string[] {
  const long = (all: readonly string[], length: number) => all.some(name => name.length > length)
  const inFolder = names.length > 1 && long(names, SHORT) ? withoutSharedStart(names, FOLDER) : names
  const own = inFolder.length > 1 && long(inFolder, most) ? withoutShared(inFolder, most) : inFolder
  const cut = own.map(name => inMiddle(name, most))
  const seen = new Map<string, number>()
  for (const name of cut) seen.set(name, (seen.get(name) ?? 0) + 1)
  return cut.map((name, i) => {
    if (seen.get(name) === 1) return name
    const number = `${i + 1}: `
    return number + inMiddle(own[i], Math.max(3, most - number.length))
  })
}

/** The names without what all of them begin with, up to and with a separator; none becomes empty. */
function withoutSharedStart(names: readonly string[], separator: RegExp): readonly string[] {
  const [first, ...others] = names
  let same = 0
  while (same < first.length && others.every(name => name[same] === first[same])) same++
  while (same > 0 && !separator.test(first[same - 1])) same--
  return names.every(({ length }) => length > same) ? names.map(name => name.slice(same)) : names
}

/** The names without the ending that all of them share; without their beginning if that is not enough, or without both. */
function withoutShared(names: readonly string[], most: number): readonly string[] {
  const start = withoutSharedStart(names, PART)
  const both = withoutSharedEnd(start)
  const fits = (all: readonly string[]) => all.every(({ length }) => length <= most)
  return [withoutSharedEnd(names), start].find(fits) ?? both
}

/** The names without what all of them end with, from a part's separator on; none becomes empty. */
function withoutSharedEnd(names: readonly string[]): readonly string[] {
  const reversed = (name: string) => [...name].reverse().join('')
  return withoutSharedStart(names.map(reversed), PART).map(reversed)
}

/** The end of a name tells more than its middle. */
function inMiddle(name: string, most: number): string {
  if (name.length <= most) return name
  const start = Math.floor((most - 1) / 3)
  return `${name.slice(0, start)}…${name.slice(name.length - (most - 1 - start))}`
}
