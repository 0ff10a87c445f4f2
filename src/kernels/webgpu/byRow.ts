import { MOST_GROUPS, type Program } from './program'

/**
 * Programs that go along rows, in either of two manners by how many invocations there are for each. One takes its row alone.
 * Several are a subgroup, read neighbours side by side and make a sum in a few exchanges without a barrier; so few rows fill
 * a graphics card too.
 */

/** Invocations of a workgroup that take a row each. */
const ROWS = 64

/** Width of most graphics cards' subgroups. */
const USUAL = 32

/** Invocations for each row: those of a subgroup where the device has them and does not compute on the CPU, else one. */
export function lanesFor({ features, adapterInfo }: Partial<GPUDevice>): number {
  if (!features?.has('subgroups') || adapterInfo?.isFallbackAdapter) return 1
  const { subgroupMinSize = USUAL, subgroupMaxSize = USUAL }: Partial<GPUAdapterInfo> = adapterInfo ?? {}
  return Math.min(Math.max(USUAL, subgroupMinSize), subgroupMaxSize)
}

/** Behind every column. */
const NO_COLUMN = 2 ** 31

/**
 * A program whose body has `row`, and the columns that are its own: every `stride`-th from `first` on. `sumOverRow` and
 * `mostOfRow` put together what the invocations of a row have found; they are called by all of them.
 * @param count how many rows there are, in WGSL
 */
export function byRow(
  lanes: number,
  program: Omit<Program, 'workgroup' | 'functions' | 'subgroups'>,
  count = 'rows',
): Program {
  const together = lanes > 1
  return {
    ...program,
    workgroup: [together ? lanes : ROWS, 1],
    subgroups: together,
    functions: `
fn sumOverRow(x: f32) -> f32 { return ${together ? 'subgroupAdd(x)' : 'x'}; }
fn mostOfRow(x: f32) -> f32 { return ${together ? 'subgroupMax(x)' : 'x'}; }`,
    body: `${together ? ofSubgroup(count) : ofInvocation(count)}${program.body}`,
  }
}

function ofInvocation(count: string): string {
  return `
  let row = id.x;
  if (row >= ${count}) { return; }
  let first = 0u;
  let stride = 1u;`
}

/**
 * A workgroup's row. Nobody says how large its subgroups are, nor which invocations are in one: so those of a subgroup count
 * themselves, and where there are several the one with the first invocation takes the row. The others have no columns; they
 * cannot leave, since a subgroup's operations must not depend on who is there.
 */
function ofSubgroup(count: string): string {
  return `
  let row = group.x + group.y * ${MOST_GROUPS}u;
  let stride = subgroupAdd(1u);
  let place = subgroupExclusiveAdd(1u);
  let takes = subgroupAny(lane.x == 0u);
  let first = select(${NO_COLUMN}u, place, takes && row < ${count});`
}

/** Workgroups of programs that go along so many rows. */
export function groupsByRow(lanes: number, rows: number): readonly [number, number, number] {
  if (lanes === 1) return [Math.ceil(rows / ROWS), 1, 1]
  return [Math.min(rows, MOST_GROUPS), Math.ceil(rows / MOST_GROUPS), 1]
}
