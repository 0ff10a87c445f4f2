import { jointExpectation } from '../../state/expectation'
import { useLab } from '../../state/lab'
import type { LabState, Speed } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { formatCount, formatDuration, formatNumber } from '../../text/format'
import { estimateText, transportText } from '../../text/transport'
import { RunChips } from '../compare/RunChips'
import { Segmented } from '../controls/Segmented'
import { SheetButton } from '../controls/SheetButton'
import { Shown } from '../controls/Shown'
import type { Sheet } from '../controls/useSheet'
import { useFrame } from '../frame'
import { RunTools } from '../runs/RunTools'
import { Icon, type IconName } from './Icon'
import { useSpaceBar } from './useSpaceBar'

const SPEEDS: readonly { value: Speed; label: string; description: string }[] = [
  { value: '¼×', label: '¼×', description: transportText.quarter },
  { value: '1×', label: '1×', description: transportText.usual },
  { value: '4×', label: '4×', description: transportText.fast },
  { value: 'max', label: 'max', description: transportText.fastest },
]

interface TransportProps {
  /** Left out where there are no settings to open. */
  readonly sheet?: Sheet
  /** Whether nothing may be played yet. */
  readonly held?: boolean
}

/** Play, step, reset, speed, progress and the data. */
export function Transport({ sheet, held = false }: TransportProps) {
  const speed = useLab(state => state.speed)
  const { setSpeed } = useLab.getState()
  return (
    <section className="transport" aria-label={transportText.playback}>
      <div className="transport-buttons">
        <PlayButtons held={held} />
      </div>
      <Shown id="speed">
        <Segmented legend={transportText.speed} legendHidden options={SPEEDS} value={speed} onChoose={setSpeed} />
      </Shown>
      <Progress />
      <RunChips />
      <div className="transport-tools">
        {sheet && <SheetButton sheet={sheet} name={transportText.settings} />}
        <RunTools />
      </div>
    </section>
  )
}

/** Play or pause, a single step, and back to the start; `held` where nothing may be played yet. */
export function PlayButtons({ held = false }: { readonly held?: boolean }) {
  const phase = useFrame(state => state.phase)
  const step = useFrame(state => state.progress.step)
  const playing = useFrame(state => state.playing)
  const datasets = useFrame(state => drawsDatasets(state.config))
  const { step: takeStep, reset } = useLab.getState()
  useSpaceBar(held ? nothing : toggle)
  return (
    <>
      <Shown id="play">
        <button
          type="button"
          className={`button button-main ${phase === 'paused' && step === 0 && !held ? 'inviting' : ''}`}
          disabled={held || phase === 'failed'}
          onClick={toggle}
        >
          <Icon name={playing ? 'pause' : phase === 'finished' ? 'again' : 'play'} />
          {playing ? transportText.pause : phase === 'finished' ? transportText.replay : transportText.play}
        </button>
      </Shown>
      <IconButton
        id="step"
        icon="step"
        name={datasets ? transportText.nextDataset : transportText.singleStep}
        disabled={held || (phase !== 'paused' && phase !== 'running')}
        onClick={takeStep}
      />
      <IconButton
        id="reset"
        icon="again"
        name={datasets ? transportText.resetToStart : transportText.resetToZero}
        disabled={step === 0 && phase !== 'failed'}
        onClick={reset}
      />
    </>
  )
}

interface IconButtonProps {
  /** Of the control, for a lock. */
  readonly id: string
  readonly icon: IconName
  readonly name: string
  readonly disabled: boolean
  readonly onClick: () => void
}

/** One that its own use turns off still takes the focus, so that whoever pressed it by keyboard stays there. */
function IconButton({ id, icon, name, disabled, onClick }: IconButtonProps) {
  return (
    <Shown id={id}>
      <button
        type="button"
        className="button button-icon"
        aria-label={name}
        title={name}
        aria-disabled={disabled}
        onClick={disabled ? undefined : onClick}
      >
        <Icon name={icon} />
      </button>
    </Shown>
  )
}

function nothing(): void {}

function toggle(): void {
  const { phase, playing, play, pause } = useLab.getState()
  if (phase === 'failed') return
  if (playing) pause()
  else play()
}

/** How far the run is. */
export function Progress() {
  const step = useFrame(state => state.progress.step)
  const total = useFrame(state => state.config.values.T)
  const unit = useFrame(state => unitOf(state.config).one)
  const pace = useFrame(paceInWords)
  return (
    <div className="progress">
      <p>
        <span className="progress-word">{unit}</span> <strong>{formatCount(step)}</strong> / {formatCount(total)}{' '}
        <span className="pace">{pace}</span>
      </p>
      <progress aria-label={transportText.progress} value={step} max={total} />
    </div>
  )
}

function paceInWords({ phase, progress, config, run, rival, speed }: LabState): string {
  const { step, stepsPerSecond } = progress
  const expected = run && phase === 'paused' && step === 0 ? jointExpectation(run, rival, speed) : null
  if (expected) return estimateText.expectation(expected.seconds, expected.bytes)
  if (phase !== 'running' || stepsPerSecond <= 0) return ''
  const rate = formatNumber(stepsPerSecond < 10 ? stepsPerSecond : Math.round(stepsPerSecond))
  return transportText.pace(rate, unitOf(config).many, formatDuration((config.values.T - step) / stepsPerSecond))
}
