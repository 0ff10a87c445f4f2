import { useMemo, useState } from 'react'
import { adversaryTask, passCurve, type Reward, regretsAt, supportOf } from '../../../state/bestOfN'
import { sampledPassAt } from '../../../state/candidates'
import { snapshotAt } from '../../../state/derive'
import { sameHeldOut } from '../../../state/heldOut'
import type { MeasuredRun } from '../../../state/types'
import { bestOfNText } from '../../../text/select/bestOfN'
import { Segmented } from '../../controls/Segmented'
import { useOthers } from '../../explore/useOthers'
import { useFrame } from '../../frame'
import { MomentControl } from '../MomentControl'
import { PassFigure } from './PassFigure'
import { RegretFigure } from './RegretFigure'

/** What Best-of-N makes of the checkpoint at the playhead and of the earlier runs: Pass@N, its guarantee, its necessary loss. */
export function BestOfNPanel() {
  const run = useFrame(state => state.measured)
  if (!run) return <p className="panel empty">{bestOfNText.empty}</p>
  return <BestOfN run={run} />
}

function BestOfN({ run }: { readonly run: MeasuredRun }) {
  const [asked, setAsked] = useState<Reward>('rewarded')
  const playhead = useFrame(state => state.playhead)
  const ghosts = useOthers(run)
  const N = useFrame(state => state.config.values.N)
  const snapshot = snapshotAt(run, playhead)
  const { description } = run
  const support = supportOf(description)
  const task = useMemo(() => support && snapshot && adversaryTask(support, snapshot, N), [support, snapshot, N])
  const offered = useMemo(
    () => (['rewarded', 'valid', 'adversary'] as const).filter(one => snapshot && passCurve(run, snapshot, one, task)),
    [run, snapshot, task],
  )
  const alike = useMemo(
    () => ghosts.filter(ghost => ghost.description && sameHeldOut(ghost.description, description)),
    [ghosts, description],
  )
  if (!snapshot || offered.length === 0) return <p className="panel empty">{bestOfNText.notKnown}</p>
  const reward = offered.includes(asked) ? asked : offered[0]
  const regrets = support && regretsAt(support, snapshot, N)
  return (
    <>
      <div className="select-tools">
        <MomentControl run={run} />
        <Segmented
          legend={bestOfNText.reward}
          options={offered.map(value => ({ value, label: bestOfNText.rewards[value] }))}
          value={reward}
          onChoose={setAsked}
        />
      </div>
      <div className="select-figures">
        <PassFigure
          run={run}
          ghosts={alike}
          leftOut={ghosts.length - alike.length}
          snapshot={snapshot}
          playhead={playhead}
          reward={reward}
          task={task}
          N={N}
          sampled={budget => (reward === 'adversary' ? null : sampledPassAt(run, snapshot, budget, reward))}
        />
        {support && task && regrets && (
          <RegretFigure support={support} snapshot={snapshot} task={task} regrets={regrets} N={N} run={run} />
        )}
      </div>
    </>
  )
}
