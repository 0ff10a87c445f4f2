/** Words of a part of an array. */
export interface Section {
  readonly offset: number
  readonly length: number
}

/** Sections begin at multiples of so many words, which is where WebGPU lets a binding begin. */
const ALIGNMENT = 64

interface Sectioned<Name extends string> {
  readonly words: Uint32Array<ArrayBuffer>
  readonly parts: Readonly<Record<Name, Uint32Array<ArrayBuffer>>>
}

/** Named lists of indices one behind the other, in one array that goes to the device as it is. */
export class Sections<Name extends string> {
  readonly sections: Readonly<Record<Name, Section>>
  /** Of the array. */
  readonly size: number
  private made: Sectioned<Name> | null = null

  constructor(lengths: Readonly<Record<Name, number>>) {
    const names = Object.keys(lengths) as Name[]
    let size = 0
    const sections = names.map(name => {
      const section = { offset: size, length: lengths[name] }
      size += Math.ceil(lengths[name] / ALIGNMENT) * ALIGNMENT
      return section
    })
    this.size = size
    this.sections = Object.fromEntries(names.map((name, i) => [name, sections[i]])) as Record<Name, Section>
  }

  get words(): Uint32Array<ArrayBuffer> {
    return this.array().words
  }

  /** Views of the array. */
  get parts(): Readonly<Record<Name, Uint32Array<ArrayBuffer>>> {
    return this.array().parts
  }

  /** Made when it is asked for: whoever asks for its size may find it too large. */
  private array(): Sectioned<Name> {
    if (this.made) return this.made
    const words = new Uint32Array(this.size)
    const entries = Object.entries<Section>(this.sections)
    const parts = entries.map(([name, { offset, length }]) => [name, words.subarray(offset, offset + length)])
    this.made = { words, parts: Object.fromEntries(parts) }
    return this.made
  }
}
