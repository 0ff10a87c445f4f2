import { expect, it } from 'vitest'
import cases from '../../coverage/fixtures/reference-cases.json'
import { classParity, type GraphKind, promptText, teacherPaths } from './graph'

it.each(cases.graph.map(fixture => [fixture.kind, fixture.cls, fixture.L, fixture] as const))(
  'meets the reference for %s, class %d, L = %d',
  (kind, graphClass, _, fixture) => {
    expect(promptText(fixture)).toBe(fixture.prompt)
    expect(classParity(fixture)).toBe(fixture.class_parity)
    const byPath = (paths: readonly { path: readonly number[]; probability: number }[]) =>
      Object.fromEntries(paths.map(({ path, probability }) => [path.join(' '), probability]))
    expect(byPath(teacherPaths(fixture, kind as GraphKind, graphClass as 1 | 2 | 3))).toEqual(byPath(fixture.teacher))
  },
)
