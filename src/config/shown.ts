/** A foreign string as it may be shown: quoted, printable, short. */
export function shown(text: string): string {
  const printable = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return `“${printable.length > 40 ? `${printable.slice(0, 40)}…` : printable}”`
}
