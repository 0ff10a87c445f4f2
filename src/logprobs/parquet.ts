import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { ColumnReader } from './columnReader'
import type { Context } from './context'
import { Broken } from './refusal'

/** Reads a Parquet file, row group by row group and column by column. @param between is waited for between two columns */
export async function readParquet(
  file: AsyncBuffer,
  name: string,
  context: Context,
  between: () => Promise<void>,
): Promise<ColumnReader> {
  const metadata = await parquetMetadataAsync(file).catch(broken)
  const header = columnsOf(metadata)
  const reader = new ColumnReader(header, name, context)
  const scan = await parquetScan({ file, metadata, compressors }).catch(broken)
  for (const { rowStart, rowEnd } of scan.ranges) {
    const load = async (index: number) => {
      const cells = await scan.readColumn({ column: header[index], rowStart, rowEnd }).catch(broken)
      return (row: number) => cells[row] as unknown
    }
    await reader.take({ rows: rowEnd - rowStart, load }, between)
  }
  if (scan.ranges.length === 0) await reader.take({ rows: 0, load: () => () => undefined }, between)
  return reader
}

/** The names of the columns; those that hold lists or records are text to whoever reads numbers. */
function columnsOf(metadata: FileMetaData): string[] {
  return parquetSchema(metadata).children.map(({ element }) => element.name)
}

/** The reader's own words tell of its insides. */
function broken(error: unknown): never {
  throw error instanceof Broken ? error : new Broken('wrong-parquet')
}
