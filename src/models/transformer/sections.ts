/** Words of a part of an array. */
export interface Section {
  readonly offset: number
  readonly length: number
}

/** Sections begin at multiples of so many words, which is where WebGPU lets a binding begin. */
const ALIGNMENT = 64

/** Named lists of indices one behind the other, in one array that goes to the device as it is. */
export class Sections<Name extends string> {
  readonly words: Uint32Array<ArrayBuffer>
  readonly sections: Readonly<Record<Name, Section>>
  /** Views of the array. */
  readonly parts: Readonly<Record<Name, Uint32Array<ArrayBuffer>>>

  constructor(lengths: Readonly<Record<Name, number>>) {
    const names = Object.keys(lengths) as Name[]
    let size = 0
    const sections = names.map(name => {
      const section = { offset: size, length: lengths[name] }
      size += Math.ceil(lengths[name] / ALIGNMENT) * ALIGNMENT
      return section
    })
    const words = new Uint32Array(size)
    const named = <T>(of: (section: Section) => T) =>
      Object.fromEntries(names.map((name, i) => [name, of(sections[i])])) as Record<Name, T>
    this.words = words
    this.sections = named(section => section)
    this.parts = named(({ offset, length }) => words.subarray(offset, offset + length))
  }
}
