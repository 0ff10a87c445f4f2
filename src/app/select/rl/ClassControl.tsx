import { selectParameter } from '../../../config/select'
import { useSelect } from '../../../state/select'
import { Help } from '../../controls/Help'
import { Segmented } from '../../controls/Segmented'
import { useSelectValue } from '../useSelectValue'

interface ClassControlProps {
  /** Names of the classes of prompts. */
  readonly classes: readonly string[]
}

/** Whose prompts are asked and rewarded: all of them, or one class alone. */
export function ClassControl({ classes }: ClassControlProps) {
  const of = useSelectValue('of')
  const { label, help } = selectParameter('of')
  const { set, endGesture } = useSelect.getState()
  if (classes.length < 2) return null
  const names = ['all', ...classes]
  // A link may name a class that this run has not: none is marked, and the job says why it cannot start.
  return (
    <div className="control" data-parameter="of">
      <Help
        about={label}
        line={button => (
          <div className="control-line">
            <span className="control-label" aria-hidden="true">
              {label}
            </span>
            {button}
          </div>
        )}
      >
        <p>{help}</p>
      </Help>
      <Segmented
        legend={label}
        legendHidden
        options={names.map((name, i) => ({ value: String(i), label: name }))}
        value={String(of)}
        onChoose={value => {
          set('of', Number(value))
          endGesture()
        }}
      />
    </div>
  )
}
