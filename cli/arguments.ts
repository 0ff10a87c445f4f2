import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

export const USAGE = `Runs links of Coverage Lab without a browser and writes the data that the page's "Download data" writes.

  npm run lab -- 'scenario=mixed-lengths&H=32&rule=normalized&T=500&seed=3' --out run.json
  npm run lab -- 'view=sweep&sweep=H:8,32,128&by=rule:sgd,sign&seeds=16' --out sweep.json
  npm run lab -- --links FILE --shard 3/100 --out part-3.jsonl

  --out FILE      where to write; standard output if left out
  --log-ratios    also write the log ratio of every held-out response at every snapshot
  --links FILE    one link a line (empty lines and lines that begin with # are skipped); writes JSON Lines
  --shard i/k     of those links, only numbers i, i+k, i+2k …, counted from 1
  --help          this text
`

export interface Job {
  readonly links: readonly string[]
  /** JSON Lines, one run a line, instead of one JSON document. */
  readonly lines: boolean
  readonly out: string | null
  readonly logRatios: boolean
}

/** @throws Error with a sentence for the person when the arguments make no sense. */
export function readArguments(args: readonly string[]): Job | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      links: { type: 'string' },
      shard: { type: 'string' },
      'log-ratios': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const common = { out: values.out ?? null, logRatios: values['log-ratios'] }
  if (values.links === undefined) {
    if (positionals.length !== 1)
      throw new Error(`Give one link (found ${positionals.length}), or a file with --links.`)
    if (values.shard !== undefined) throw new Error('--shard divides the links of a file; give the file with --links.')
    return { ...common, links: [queryOf(positionals[0])], lines: false }
  }
  if (positionals.length > 0) throw new Error('Give either a link or --links FILE, not both.')
  const links = readFileSync(values.links, 'utf8')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
  return { ...common, links: shardOf(links.map(queryOf), values.shard), lines: true }
}

/**
 * The query of a whole address or a bare query string.
 * @throws Error for text that is no link at all, such as a forgotten quote leaves
 */
function queryOf(link: string): string {
  const [address] = link.split('#')
  const query = address.slice(address.indexOf('?') + 1)
  if (query !== '' && !query.includes('=')) throw new Error(`“${link}” is not a link: it holds no key=value.`)
  return query
}

function shardOf(links: readonly string[], shard: string | undefined): readonly string[] {
  if (shard === undefined) return links
  const [, i, k] = (/^(\d+)\/(\d+)$/.exec(shard) ?? []).map(Number)
  if (!(i >= 1 && i <= k)) throw new Error(`--shard ${shard} must be i/k with whole numbers 1 ≤ i ≤ k, such as 3/100.`)
  return links.filter((_, index) => index % k === i - 1)
}
