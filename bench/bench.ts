/** `npm run bench` takes every benchmark, `npm run bench -- transformer` one of them. Build first: npm run build */
const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  page: () => import('./page'),
  load: () => import('./load'),
  selection: () => import('./selection'),
  transformer: () => import('./transformer'),
  reading: () => import('./reading'),
  wasmStep: () => import('./wasmStep'),
  sweep: () => import('./sweep'),
  evaluation: () => import('./evaluation'),
  logprobs: () => import('./logprobs'),
}

export {}

const asked = process.argv.slice(2)
const unknown = asked.find(name => !(name in BENCHMARKS))
if (unknown !== undefined) {
  console.error(`There is no benchmark “${unknown}”: there are ${Object.keys(BENCHMARKS).join(', ')}.`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHMARKS)) {
  console.log(`\n── ${name} ──\n`)
  await BENCHMARKS[name]()
}
