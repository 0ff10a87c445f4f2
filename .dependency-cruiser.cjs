/** The rooms of src/, top to bottom. A room imports only from rooms below it. */
const ROOMS = [
  'app',
  'text',
  'state',
  'engine',
  'config',
  'training',
  'scenarios',
  'models',
  'kernels',
  'coverage',
  'logprobs',
  'random',
  'serviceWorker',
]

/** Rooms of pure mathematics: they import nothing but themselves, not even from below. */
const PURE = ['coverage', 'random']

const TEST = '\\.test\\.tsx?$'

const any = names => `(${names.join('|')})`

const upward = ROOMS.slice(1).map((room, index) => ({
  name: `${room}-imports-from-above`,
  comment: `src/${room} imports only from the rooms below it; its tests may try it out with what lies above.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: TEST },
  to: { path: [`^src/${any(ROOMS.slice(0, index + 1))}/`, '^src/main\\.tsx$'] },
}))

const pure = PURE.map(room => ({
  name: `${room}-is-pure`,
  comment: `src/${room} imports nothing from outside itself; its tests may.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: TEST },
  to: { pathNot: `^src/${room}/` },
}))

module.exports = {
  forbidden: [
    ...upward,
    ...pure,
    {
      name: 'a-room-without-a-floor',
      comment: 'Every file of src/ except main.tsx lies in one of the rooms listed in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/${any(ROOMS)}/`, '^src/main\\.tsx$'] },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'src/ imports nothing from the folders around it; its tests may.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^(cli|e2e|bench|scripts|build)/' },
    },
    {
      name: 'the-command-line-draws-nothing',
      comment: 'cli/ uses the engine and what lies below it, not the page.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: ['^src/(app|state)/', '^src/main\\.tsx$', '^(e2e|bench|scripts|build)/'] },
    },
    {
      name: 'react-stays-upstairs',
      comment: 'React and the charts are used in src/app and src/main.tsx only.',
      severity: 'error',
      from: { path: '^(src|cli)/', pathNot: ['^src/app/', '^src/main\\.tsx$'] },
      to: { path: '(^|/)(@types/)?(react|react-dom|recharts)(/|$)' },
    },
    {
      name: 'tensors-stay-in-the-engine',
      comment: 'TensorFlow.js is used in the engine and the rooms that compute with it.',
      severity: 'error',
      from: { path: '^(src|cli)/', pathNot: ['^src/(engine|models|training|kernels)/', '^cli/', TEST] },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing imports a test.',
      severity: 'error',
      from: {},
      to: { path: TEST },
    },
    {
      name: 'no-cycle',
      comment: 'No file imports itself by a detour; an import of types only counts too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'unresolved',
      comment: 'An import that cannot be found escapes every other rule.',
      severity: 'error',
      from: {},
      // Vite resolves these: addresses of files.
      to: { couldNotResolve: true, pathNot: '\\?(url|raw)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript.
    exclude: { path: '^src/kernels/wasm/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
