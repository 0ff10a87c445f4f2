import { downloadRun } from '../../state/download'
import { useLab } from '../../state/lab'
import type { LabState, Speed } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { formatCount, formatDuration, formatNumber } from '../../text/format'
import { RunChips } from '../compare/RunChips'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { Icon } from './Icon'
import { useSpaceBar } from './useSpaceBar'

const SPEEDS: readonly { value: Speed; label: string; description: string }[] = [
  { value: '¼×', label: '¼×', description: 'A run takes about 40 seconds' },
  { value: '1×', label: '1×', description: 'A run takes about 10 seconds' },
  { value: '4×', label: '4×', description: 'A run takes about 2.5 seconds, machine permitting' },
  { value: 'max', label: 'max', description: 'As fast as the machine goes' },
]

interface TransportProps {
  readonly sheetOpen: boolean
  readonly sheetId: string
  readonly onToggleSheet: () => void
}

/** Play, step, reset, speed, progress and the data. */
export function Transport({ sheetOpen, sheetId, onToggleSheet }: TransportProps) {
  const speed = useLab(state => state.speed)
  const measured = useFrame(({ run, backend }) => Boolean(run?.description && run.snapshots.length > 0 && backend))
  const { setSpeed } = useLab.getState()
  return (
    <section className="transport" aria-label="Playback">
      <div className="transport-buttons">
        <PlayButtons />
      </div>
      <Segmented legend="Speed" legendHidden options={SPEEDS} value={speed} onChoose={setSpeed} />
      <Progress />
      <RunChips />
      <div className="transport-tools">
        <button
          type="button"
          className="button sheet-button"
          aria-expanded={sheetOpen}
          aria-controls={sheetId}
          onClick={onToggleSheet}
        >
          Settings
        </button>
        <button type="button" className="button" disabled={!measured} onClick={downloadRun}>
          Download data
        </button>
      </div>
    </section>
  )
}

function PlayButtons() {
  const phase = useFrame(state => state.phase)
  const step = useFrame(state => state.progress.step)
  const playing = useFrame(state => state.playing)
  const datasets = useFrame(state => drawsDatasets(state.config))
  const { step: takeStep, reset } = useLab.getState()
  useSpaceBar(toggle)
  const stepName = datasets ? 'Next dataset' : 'Single step'
  const resetName = datasets ? 'Reset to before any data' : 'Reset to step 0'
  return (
    <>
      <button
        type="button"
        className={`button button-main ${phase === 'paused' && step === 0 ? 'inviting' : ''}`}
        disabled={phase === 'failed'}
        onClick={toggle}
      >
        <Icon name={playing ? 'pause' : phase === 'finished' ? 'again' : 'play'} />
        {playing ? 'Pause' : phase === 'finished' ? 'Replay' : 'Play'}
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label={stepName}
        title={stepName}
        disabled={phase !== 'paused' && phase !== 'running'}
        onClick={takeStep}
      >
        <Icon name="step" />
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label={resetName}
        title={resetName}
        disabled={step === 0 && phase !== 'failed'}
        onClick={reset}
      >
        <Icon name="again" />
      </button>
    </>
  )
}

function toggle(): void {
  const { phase, playing, play, pause } = useLab.getState()
  if (phase === 'failed') return
  if (playing) pause()
  else play()
}

function Progress() {
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
      <progress aria-label="Progress of the run" value={step} max={total} />
    </div>
  )
}

function paceInWords({ phase, progress, config }: LabState): string {
  const { step, stepsPerSecond } = progress
  if (phase !== 'running' || stepsPerSecond <= 0) return ''
  const speed = formatNumber(stepsPerSecond < 10 ? stepsPerSecond : Math.round(stepsPerSecond))
  return `${speed} ${unitOf(config).many}/s · ${formatDuration((config.values.T - step) / stepsPerSecond)} left`
}
