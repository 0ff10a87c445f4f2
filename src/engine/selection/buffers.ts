import type { RowBlock } from '../../logprobs/table'

/** The memory behind blocks, each piece once: what a message that hands them over transfers. */
export function buffersOf(blocks: Iterable<RowBlock>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { logProbs, teacher, group, lengths } of blocks) {
    for (const column of [...logProbs, teacher, group, ...lengths]) {
      if (column) buffers.add(column.buffer as ArrayBuffer)
    }
  }
  return [...buffers]
}
