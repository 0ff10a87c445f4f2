import type { Metric, RunDescription } from './snapshot'

type Numbers = readonly number[]

/** What a file says of the whole run beside what `coverage-lab/run@1` has always said; all logs natural, divergences in nats. */
export interface DescriptionRecord
  extends Pick<RunDescription, 'parameters' | 'strata' | 'promptNames' | 'teacherEntropy' | 'featureNorm' | 'longest'> {
  /** How each metric came about, in words. */
  readonly how: Readonly<Record<Metric, string>>
  readonly optimum: Numbers | null
  readonly landmarks: readonly { readonly name: string; readonly at: Numbers }[]
  /** By response: written only together with the log ratios, as the rest. */
  readonly logTeacher?: Numbers
  readonly prompt?: Numbers
  /** What the answers' log ratios are about; absent without answers. */
  readonly answers?: { readonly weights: Numbers; readonly prompt: Numbers; readonly answer: Numbers }
}

/** @param whole whether to write what there is one of for each response */
export function descriptionRecord(description: RunDescription, whole: boolean): DescriptionRecord {
  const { parameters, strata, promptNames, teacherEntropy, featureNorm, longest, exactness } = description
  const { optimum, landmarks, logTeacher, prompt, answers } = description
  const how = Object.fromEntries(Object.entries(exactness).map(([metric, origin]) => [metric, origin.how]))
  return {
    parameters,
    strata,
    promptNames,
    teacherEntropy,
    featureNorm,
    longest,
    how: how as Record<Metric, string>,
    optimum: optimum && Array.from(optimum),
    landmarks,
    ...(whole ? { logTeacher: Array.from(logTeacher), prompt: Array.from(prompt) } : {}),
    ...(whole && answers ? { answers: answersRecord(answers) } : {}),
  }
}

function answersRecord({ weights, prompt, answer }: NonNullable<RunDescription['answers']>) {
  return { weights: Array.from(weights), prompt: Array.from(prompt), answer: Array.from(answer) }
}
