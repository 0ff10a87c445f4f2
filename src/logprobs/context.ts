import type { TableBuilder } from './builder'
import type { Cells } from './cells'
import type { Documents } from './documents'
import type { LogName } from './harnessNames'
import type { Chosen, ReadOptions } from './options'
import type { Problems } from './problems'

/** What the readers of all files share. */
export interface Context {
  readonly builder: TableBuilder
  readonly cells: Cells
  readonly problems: Problems
  readonly options: ReadOptions
  readonly chosen: Chosen
  /** What to call a file where its name stands for a candidate: short, and different for each. */
  labelOf(file: string): string
  /** Whose log a file is, if it is one of lm-evaluation-harness. */
  logOf(file: string): LogName
  /** Different tasks that the names of logs are about; they are the groups where there are several. */
  readonly tasks: number
  readonly documents: Documents
}
