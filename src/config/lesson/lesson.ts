import { PANELS } from '../select'
import { z } from '../zod'
import { type Action, actionSchema } from './action'
import { type Ask, askSchema } from './ask'
import { type Condition, conditionSchema } from './condition'
import { nameSchema, type Shown, shownSchema } from './quantity'

export const LESSON_FORMAT = 'coverage-lab/lesson@1'

/**
 * A chart by its id: `coverage` is the centrepiece, `pictures` all of the scenario's own pictures; a single picture is called
 * by its own id ("disc", "sentences" …), a panel of the view Select "select:rl" and so on.
 */
export type ChartId = string

/** A symbol of a display formula, \live{id} in its TeX. */
export interface LessonSymbol extends Shown {
  readonly id: string
  /** As it is typeset. */
  readonly tex: string
  /** What it stands for, in a few words. */
  readonly means: string
  /** The chart that shows it; it is highlighted with the symbol. */
  readonly chart?: ChartId
}

/** A condition with the sentence that it stands for, shown as ✓ or ✗ with both numbers. */
export interface Claim {
  readonly text: string
  readonly holds: Condition
}

/**
 * One page of a lesson. `text`, `outcome` and claims are Markdown without HTML, in which `code` is a formula in TeX and {{name}}
 * one of the values of `live`.
 */
export interface LessonStep {
  readonly title: string
  readonly text: string
  readonly live?: Readonly<Record<string, Shown>>
  /** Displayed below the text. */
  readonly formula?: { readonly tex: string; readonly symbols?: readonly LessonSymbol[] }
  /** Shown beside the text; those of the step before where nothing is said. */
  readonly charts?: readonly ChartId[]
  /** Parameters, and `scenario model rule decode`, that can be set on this page. N can be dragged on the charts always. */
  readonly controls?: readonly string[]
  /** Done when the page is opened, */
  readonly enter?: readonly Action[]
  /** once a prediction has been given (at once where nothing is asked, after `enter`, when the person presses the button), */
  readonly reveal?: readonly Action[]
  /** and when the person goes on. */
  readonly leave?: readonly Action[]
  readonly ask?: Ask
  /** Shown after `reveal`, with what was computed. */
  readonly outcome?: string
  readonly claims?: readonly Claim[]
  /** Where the paper proves it, e.g. "Prop. 3.2". */
  readonly source?: string
  /** What the person has to reach before going on; they may skip it. */
  readonly done?: { readonly when: Condition; readonly todo: string }
}

export interface Lesson {
  readonly format: typeof LESSON_FORMAT
  /** Small letters, digits and hyphens: the link's `lesson`. */
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly summary: string
  /** What one should know before, */
  readonly needs?: readonly string[]
  /** and will know afterwards. */
  readonly learns?: readonly string[]
  readonly steps: readonly LessonStep[]
}

const text = z.string().min(1).max(4000)
const line = z.string().min(1).max(200)
const actions = z.array(actionSchema).max(20).exactOptional()

const PANEL_CHARTS = PANELS.map(panel => `select:${panel}`)
const chartSchema = z
  .string()
  .regex(/^(select:[a-z-]+|[A-Za-z][A-Za-z0-9-]*)$/)
  .max(40)
  .refine(id => !id.startsWith('select:') || PANEL_CHARTS.includes(id), {
    message: `the id of a chart, such as coverage, history or ${PANEL_CHARTS.join(', ')}`,
  })

const symbolSchema = shownSchema.extend({
  id: nameSchema,
  tex: z.string().min(1).max(80),
  means: line,
  chart: chartSchema.exactOptional(),
})

const stepSchema: z.ZodType<LessonStep> = z.strictObject({
  title: line,
  text,
  live: z.record(nameSchema, shownSchema).exactOptional(),
  formula: z
    .strictObject({ tex: z.string().min(1).max(1000), symbols: z.array(symbolSchema).max(12).exactOptional() })
    .exactOptional(),
  charts: z.array(chartSchema).max(6).exactOptional(),
  controls: z.array(z.string().min(1).max(40)).max(20).exactOptional(),
  enter: actions,
  reveal: actions,
  leave: actions,
  ask: askSchema.exactOptional(),
  outcome: text.exactOptional(),
  claims: z
    .array(z.strictObject({ text: z.string().min(1).max(600), holds: conditionSchema }))
    .max(8)
    .exactOptional(),
  source: line.exactOptional(),
  done: z.strictObject({ when: conditionSchema, todo: line }).exactOptional(),
})

export const lessonSchema: z.ZodType<Lesson> = z.strictObject({
  format: z.literal(LESSON_FORMAT),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'small letters, digits and hyphens'),
  title: line,
  minutes: z.number().min(1).max(180),
  summary: z.string().min(1).max(400),
  needs: z.array(line).max(8).exactOptional(),
  learns: z.array(line).max(8).exactOptional(),
  steps: z.array(stepSchema).min(1).max(40),
})
