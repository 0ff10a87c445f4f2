import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { PICTURES } from '../../app/pictures/registry'
import type { Action } from '../../config/lesson/action'
import type { Lesson, LessonStep } from '../../config/lesson/lesson'
import { parseLesson } from '../../config/lesson/parseLesson'
import { decodeLink } from '../../config/link'
import { parametersOf } from '../../config/parameters'
import { parsePostSettings, postDefaults } from '../../config/postTraining'
import { PANELS, SELECT_PARAMETERS } from '../../config/select'
import { openBackend } from '../../engine/backend'
import { postTrainingJob } from '../../engine/postTraining/job'
import { runToEnd } from '../../engine/run'
import { shippedStarts } from '../../engine/shipped'
import { comparisonsIn, holds } from '../../state/lesson/condition'
import { truthOfLine } from '../../state/lesson/prediction'
import { evaluate } from '../../state/lesson/quantity'
import type { Scene } from '../../state/lesson/scene'
import { applyPostMessage, beganJob, NO_JOB } from '../../state/postMessages'
import { askedStart, offeredStarts } from '../../state/postStarts'
import type { Run } from '../../state/types'
import { LESSONS } from './registry'

const platform = nodePlatform()
const startOf = shippedStarts(platform.readShipped)
const lessons = await Promise.all(LESSONS.map(async ({ id, load }) => ({ id, lesson: await load() })))

/** What a page draws that is no picture of a scenario's. */
const CHARTS = ['coverage', 'history', 'difference', 'pictures', ...PANELS.map(panel => `select:${panel}`)]

const actionsOf = ({ enter = [], reveal = [], leave = [] }: LessonStep): Action[] => [...enter, ...reveal, ...leave]
const linksIn = (text: string): string[] => Array.from(text.matchAll(/\]\(\?([^)]*)\)/g), ([, link]) => link)

describe.each(lessons)('the lesson $id', ({ id, lesson }) => {
  it('is a lesson by the format, under the id it is listed by', () => {
    expect(parseLesson(JSON.parse(JSON.stringify(lesson)))).toEqual(JSON.parse(JSON.stringify(lesson)))
    expect(lesson.id).toBe(id)
    expect(lesson.steps.length).toBeGreaterThanOrEqual(5)
  })

  it('has links that are taken as they are written', () => {
    const opened = lesson.steps.flatMap(actionsOf).flatMap(action => (action.do === 'open' ? [action.link] : []))
    const written = lesson.steps.flatMap(({ text, outcome = '' }) => linksIn(text + outcome))
    expect(opened.length).toBeGreaterThan(0)
    expect(linksIn(lesson.steps.at(-1)!.text).length).toBeGreaterThan(0)
    for (const link of [...opened, ...written]) expect(decodeLink(link).adjustments, link).toEqual([])
  })

  it('shows charts that there are, and binds every symbol and every value', () => {
    for (const step of lesson.steps) {
      const symbols = step.formula?.symbols ?? []
      const charts = [...(step.charts ?? []), ...symbols.flatMap(({ chart }) => chart ?? [])]
      for (const chart of charts) expect([...CHARTS, ...Object.keys(PICTURES)], step.title).toContain(chart)
      const live = Array.from(step.formula?.tex.matchAll(/\\live\{([^}]*)\}/g) ?? [], ([, name]) => name)
      expect(new Set(symbols.map(symbol => symbol.id)), step.title).toEqual(new Set(live))
      const words = [step.text, step.outcome ?? '', ...(step.claims ?? []).map(({ text }) => text)].join(' ')
      const shown = Array.from(words.matchAll(/\{\{([^}]*)\}\}/g), ([, name]) => name)
      expect(new Set(Object.keys(step.live ?? {})), step.title).toEqual(new Set(shown))
      expect((words.match(/`/g) ?? []).length % 2, step.title).toBe(0)
    }
  })

  it('asks for a prediction wherever it reveals', () => {
    for (const step of lesson.steps) if (step.outcome || step.reveal) expect(step.ask, step.title).toBeDefined()
    expect(lesson.steps.filter(({ ask }) => ask).length).toBeGreaterThanOrEqual(4)
  })
})

describe('computed without a page', () => {
  beforeAll(async () => {
    await openBackend('wasm', platform)
  })

  it.each(lessons)('each page of $id has a right answer and true claims', async ({ lesson }) => {
    const walk = new Walk()
    for (const step of lesson.steps) {
      // Reinforcement of transformers takes seconds: the walk in the browser does that page.
      if (actionsOf(step).some(action => action.do === 'job' && action.job === 'rl')) continue
      await walk.all(step.enter)
      await walk.all(step.reveal)
      check(step, walk.scene)
      await walk.all(step.leave)
    }
  })
})

function check(step: LessonStep, scene: Scene): void {
  const { ask, claims = [], live = {}, title } = step
  if (ask?.kind === 'choice') {
    const right = ask.options.filter(option => holds(scene, option.right))
    expect(right, `${title}: ${ask.options.map(option => numbersOf(scene, option.right)).join(' | ')}`).toHaveLength(1)
  }
  if (ask?.kind === 'number') {
    const truth = evaluate(scene, ask.truth)
    expect(truth, title).toBeGreaterThanOrEqual(ask.min)
    expect(truth, title).toBeLessThanOrEqual(ask.max)
  }
  if (ask?.kind === 'line') {
    for (const truth of truthOfLine(scene, ask)) {
      expect(truth, title).toBeGreaterThanOrEqual(ask.y.min)
      expect(truth, title).toBeLessThanOrEqual(ask.y.max)
    }
  }
  for (const claim of claims)
    expect(holds(scene, claim.holds), `${claim.text} ${numbersOf(scene, claim.holds)}`).toBe(true)
  for (const [name, { value }] of Object.entries(live))
    expect(evaluate(scene, value), `${title}: ${name}`).not.toBeNull()
  for (const { id, value } of step.formula?.symbols ?? [])
    expect(evaluate(scene, value), `${title}: ${id}`).not.toBeNull()
}

function numbersOf(scene: Scene, condition: Parameters<typeof holds>[1]): string {
  const sides = comparisonsIn(condition).map(
    ({ is, left, right }) => `${evaluate(scene, left)} ${is} ${evaluate(scene, right)}`,
  )
  return sides.join(', ')
}

/** Does what a lesson says, on runs of the engine. */
class Walk {
  private run: Run | null = null
  private readonly kept = new Map<string, Run>()
  private jobs: Scene['jobs'] = { rl: NO_JOB, sharpen: NO_JOB }
  private readonly selected: Record<string, number> = {}
  private playhead: number | null = null
  private whole: Run['snapshots'] = []

  get scene(): Scene {
    const { run, kept, playhead, jobs } = this
    const N = run?.config.values.N ?? 1
    return { run, kept, playhead, N, finished: true, jobs, predictions: new Map(), page: 1 }
  }

  async all(actions: readonly Action[] = []): Promise<void> {
    for (const action of actions) await this.one(action)
  }

  private async one(action: Action): Promise<void> {
    switch (action.do) {
      case 'open':
        return this.open(decodeLink(action.link).config)
      case 'set': {
        const { config } = this.run!
        expect(parametersOf(config).map(({ id }) => id)).toContain(action.id)
        const values = { ...config.values, [action.id]: action.value }
        if (action.id === 'N') this.run = { ...this.run!, config: { ...config, values } }
        else await this.open({ ...config, values })
        return
      }
      case 'play':
        this.run = { ...this.run!, snapshots: this.whole }
        return
      case 'keep':
        this.kept.set(action.as, this.run!)
        return
      case 'playhead':
        this.playhead = action.to === 'now' ? null : action.to === 'start' ? 0 : Number(action.to)
        return
      case 'setSelect':
        expect(SELECT_PARAMETERS.map(({ id }) => id)).toContain(action.id)
        this.selected[action.id] = action.value
        return
      case 'job':
        return this.job(action)
      case 'clear':
      case 'wait':
      case 'picture':
        return
      default:
        throw new Error(`This test cannot do “${action.do}”.`)
    }
  }

  private async open(config: Run['config']): Promise<void> {
    // A transformer's training takes too long here; our lessons look at its start alone.
    const steps = config.model === 'transformer' ? 1 : config.values.T
    const { description, snapshots } =
      steps === config.values.T ? await runToEnd(config, startOf) : await startAlone(config)
    const checkpoints = snapshots.map(({ step, checkpoint }, index) => ({ index, step, theta: checkpoint.theta }))
    this.whole = snapshots
    this.playhead = null
    this.run = {
      id: 1,
      colour: 0,
      config,
      description,
      snapshots: snapshots.slice(0, 1),
      checkpoints,
      origin: null,
      shipped: null,
      estimate: null,
      changes: [],
      pinned: false,
    }
  }

  private async job({ job, from }: Extract<Action, { do: 'job' }>): Promise<void> {
    const run = this.run!
    const { config } = run
    const asked: readonly string[] = from
    const offered = offeredStarts(run, null, null).filter(({ roles }) => roles.some(role => asked.includes(role)))
    const starts = offered.map(start => askedStart(start, run))
    const settings = parsePostSettings({ ...postDefaults(config.model), ...this.selected })
    let state = beganJob({ config, settings, starts }, null)
    const request = {
      kind: job,
      config,
      settings,
      starts: starts.map(({ label }, i) => ({ label, theta: offered[i].kept.theta })),
    }
    await postTrainingJob(
      request,
      async () => {},
      answer => {
        state = applyPostMessage(state, { ...answer, job: 1 } as Parameters<typeof applyPostMessage>[1])
      },
    )
    this.jobs = { ...this.jobs, [job]: applyPostMessage(state, { type: 'finished', job: 1 }) }
  }
}

async function startAlone(config: Run['config']) {
  return runToEnd({ ...config, values: { ...config.values, T: 1, K: 1 } }, startOf)
}

/** So that a lesson that is added without one of these is noticed. */
it('there are eight lessons', () => {
  const all: readonly Lesson[] = lessons.map(({ lesson }) => lesson)
  expect(new Set(all.map(({ id }) => id)).size).toBe(8)
})
