import { begin, save } from './report'

/** `npm run bench` takes every benchmark but `gpu`, `npm run bench -- transformer` one of them. */
const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  transformer: () => import('./transformer'),
  reading: () => import('./reading'),
  sweep: () => import('./sweep'),
  evaluation: () => import('./evaluation'),
  page: () => import('./page'),
  load: () => import('./load'),
  wasmStep: () => import('./wasmStep'),
  selection: () => import('./selection'),
  logprobs: () => import('./logprobs'),
}

/** Only when asked for. */
const ON_REQUEST: typeof BENCHMARKS = { gpu: () => import('./gpu') }

const all = { ...BENCHMARKS, ...ON_REQUEST }
const asked = process.argv.slice(2)
const unknown = asked.find(name => !(name in all))
if (unknown !== undefined) {
  console.error(`There is no benchmark “${unknown}”: there are ${Object.keys(all).join(', ')}.`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHMARKS)) {
  begin(name)
  await all[name]()
  // After each, so that a later one that fails takes nothing with it.
  save()
}
console.log(`Written to ${save()}`)
