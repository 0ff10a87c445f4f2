import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

interface Cruise {
  modules: { source: string; dependencies: unknown[] }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}

let house: string
/** By their paths in the house. */
const planted = new Set<string>()

// A copy, so that what is planted never lies in the working tree.
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'coverage-lab-'))
  for (const part of ['src', 'cli', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs']) {
    cpSync(join(ROOT, part), join(house, part), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'), 'junction')
})

afterEach(() => rmSync(house, { recursive: true, force: true }))

function plant(file: string, text: string): void {
  writeFileSync(join(house, file), text)
  planted.add(file)
}

function cruise(): Cruise {
  const call = [CRUISER, 'src', 'cli', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, call, {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** "from → to: rule" of every violation. */
function violations({ summary }: Cruise): string[] {
  return summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`)
}

describe('the order of the folders', () => {
  test('holds, in a tree that was really read, and is guarded: planted violations are caught, each by its rule', () => {
    plant('src/coverage/up.ts', `import { openBackend } from '../engine/backend'\nexport const up = openBackend\n`)
    plant('src/models/upType.ts', `import type { Scenario } from '../scenarios/scenario'\nexport type Up = Scenario\n`)
    plant('src/config/chick.ts', `import { egg } from './egg'\nexport const chick: unknown = egg\n`)
    plant('src/config/egg.ts', `import { chick } from './chick'\nexport const egg: unknown = chick\n`)
    plant('src/random/tensor.ts', `import { tensor } from '@tensorflow/tfjs-core'\nexport const draw = tensor\n`)
    plant('src/engine/hook.ts', `import { useState } from 'react'\nexport const hook = useState\n`)
    plant('src/engine/lost.ts', `import { lost } from './nowhere'\nexport const found: unknown = lost\n`)
    plant('src/config/hen.ts', `import type { Nest } from './nest'\nexport interface Hen { in: Nest }\n`)
    plant('src/config/nest.ts', `import type { Hen } from './hen'\nexport interface Nest { of: Hen }\n`)
    plant('src/attic.ts', `import { tensor } from '@tensorflow/tfjs-core'\nexport const attic = tensor\n`)
    const seen = cruise()
    const ours = seen.modules.filter(({ source }) => /^(src|cli)\/.*\.tsx?$/.test(source))
    expect(ours.length).toBeGreaterThan(40)
    expect(ours.flatMap(({ dependencies }) => dependencies).length).toBeGreaterThan(100)
    const caught = violations(seen)
    expect(caught.filter(violation => !planted.has(violation.split(' → ')[0]))).toEqual([])
    expect(caught).toContain('src/coverage/up.ts → src/engine/backend.ts: coverage-imports-from-above')
    expect(caught).toContain('src/coverage/up.ts → src/engine/backend.ts: coverage-is-pure')
    expect(caught).toContain('src/models/upType.ts → src/scenarios/scenario.ts: models-imports-from-above')
    expect(caught).toContainEqual(expect.stringMatching(/^src\/config\/(chick|egg)\.ts → .*: no-cycle$/))
    expect(caught).toContainEqual(expect.stringMatching(/^src\/random\/tensor\.ts → .*tfjs-core.*: random-is-pure$/))
    expect(caught).toContainEqual(expect.stringMatching(/^src\/random\/tensor\.ts → .*: tensors-stay-in-the-engine$/))
    expect(caught).toContainEqual(expect.stringMatching(/^src\/engine\/hook\.ts → .*react.*: react-stays-upstairs$/))
    expect(caught).toContainEqual(expect.stringMatching(/^src\/config\/(hen|nest)\.ts → .*: no-cycle$/))
    expect(caught).toContain('src/engine/lost.ts → ./nowhere: unresolved')
    expect(caught).toContainEqual(expect.stringMatching(/^src\/attic\.ts → .*: a-room-without-a-floor$/))
  })
})
