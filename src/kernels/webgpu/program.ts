/** What a storage buffer holds, and whether a program writes it. */
type Storage = 'f32' | 'u32' | 'written f32' | 'atomic u32'

/**
 * A WGSL program. None of them waits for its workgroup: adapters that compute on the CPU take very long over barriers.
 */
export interface Program {
  readonly name: string
  /** Storage buffers in the order of their bindings, 8 at most. */
  readonly buffers: Readonly<Record<string, Storage>>
  /** Constants of a dispatch by WGSL type, in the order of its data; the program has them in `own`. */
  readonly constants: Readonly<Record<string, string>>
  /** Invocations of a workgroup along x and y. */
  readonly workgroup: readonly [number, number]
  /** Whether its text has operations of subgroups, which not every device knows. */
  readonly subgroups?: boolean
  /** Functions that the program calls. */
  readonly functions?: string
  /** What an invocation does: `id` counts them, `lane` within its workgroup, `group` the workgroups; `rows` has its view. */
  readonly body: string
}

/** One use of a program. */
export interface Dispatch {
  readonly program: Program
  /** In the order of the program's. */
  readonly buffers: readonly GPUBufferBinding[]
  /** In the order of the program's; 32 bits each. */
  readonly constants: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>
  /** Which of the counts of rows it is about. */
  readonly view: number
  /** Workgroups along x, y and z. @param rows of its view in this step */
  groups(rows: number): readonly [number, number, number]
}

function isWritten(storage: Storage): boolean {
  return storage === 'written f32' || storage === 'atomic u32'
}

/** Bindings ahead of the storage buffers: the number of rows, and the dispatch's own constants. */
export const FIRST_BUFFER = 2

/** The program's whole text. */
export function wgslOf({ buffers, constants, workgroup, subgroups, functions = '', body }: Program): string {
  const fields = Object.entries(constants).map(([name, type]) => `  ${name}: ${type},`)
  const own =
    fields.length > 0 ? `struct Own {\n${fields.join('\n')}\n}\n@group(0) @binding(1) var<uniform> own: Own;\n` : ''
  const bound = Object.entries(buffers).map(([name, storage], i) => {
    const access = isWritten(storage) ? 'read_write' : 'read'
    const type = storage === 'atomic u32' ? 'atomic<u32>' : storage.slice(-3)
    return `@group(0) @binding(${FIRST_BUFFER + i}) var<storage, ${access}> ${name}: array<${type}>;\n`
  })
  return `${subgroups ? 'enable subgroups;\n' : ''}@group(0) @binding(0) var<uniform> rows: u32;
${own}${bound.join('')}${functions}
@compute @workgroup_size(${workgroup[0]}, ${workgroup[1]})
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_id) lane: vec3u,
  @builtin(workgroup_id) group: vec3u,
) {
${body}
}
`
}

/** Types of the program's bindings, in order. */
export function bindingsOf({ buffers, constants }: Program): GPUBindGroupLayoutEntry[] {
  const uniforms = Object.keys(constants).length > 0 ? [0, 1] : [0]
  const types: [number, GPUBufferBindingType][] = [
    ...uniforms.map((binding): [number, GPUBufferBindingType] => [binding, 'uniform']),
    ...Object.values(buffers).map((storage, i): [number, GPUBufferBindingType] => [
      FIRST_BUFFER + i,
      isWritten(storage) ? 'storage' : 'read-only-storage',
    ]),
  ]
  return types.map(([binding, type]) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }))
}

/** Most iterations that are written out. */
const WRITTEN_OUT = 32

/** A loop from 0 to n − 1; a short one is written out, so that what it indexes can stay in registers. */
export function loop(n: number, body: (index: string) => string): string {
  if (n <= WRITTEN_OUT) return Array.from({ length: n }, (_, i) => body(`${i}u`)).join('\n')
  return `for (var i = 0u; i < ${n}u; i++) {\n${body('i')}\n}`
}

/** Most workgroups along one dimension that every device takes. */
export const MOST_GROUPS = 65_535

/** Invocations of a workgroup of programs that go along a vector. */
export const ALONG = 256

/** Workgroups for a vector of n entries: as many rows of them as are needed. */
export function groupsAlong(n: number): readonly [number, number, number] {
  const groups = Math.ceil(n / ALONG)
  return [Math.min(groups, MOST_GROUPS), Math.ceil(groups / MOST_GROUPS), 1]
}

/** The entry that an invocation of those is about, in WGSL. */
export const ENTRY = `id.x + id.y * ${MOST_GROUPS * ALONG}u`
