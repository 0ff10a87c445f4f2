import { coverageAt } from '../../coverage/profile'
import { coverageBand, profileOf, snapshotAt } from '../../state/derive'
import type { LabState } from '../../state/types'
import type { GlossaryMoment } from '../../text/glossary'

/** What the glossary needs to know of the page to say what a term's value is now. */
export function glossaryMoment({ run, config, playhead }: LabState): GlossaryMoment {
  const { values, rule, decode } = config
  const snapshot = run && snapshotAt(run, playhead)
  const described = run?.description
  const measured =
    run && snapshot && described
      ? {
          step: snapshot.step,
          kl: snapshot.kl,
          crossEntropy: snapshot.crossEntropy,
          coverage: coverageAt(profileOf(run, snapshot), values.N),
          band: coverageBand(run),
          heldOut: described.responses,
          inherentVariance: described.inherentVariance,
          exact: described.exactness.coverage.exact,
        }
      : null
  return { values, rule, testTime: decode === 'ttt', measured }
}
