import { selectParameter } from '../../../config/select'
import { useSelect } from '../../../state/select'
import { reinforcementText } from '../../../text/select/reinforcement'
import { WordSetting } from '../../controls/WordSetting'
import { useSelectValue } from '../useSelectValue'

interface ClassControlProps {
  /** Names of the classes of prompts. */
  readonly classes: readonly string[]
}

/**
 * Whose prompts are asked and rewarded: all of them, or one class alone. A link may name a class that this run has not: none is
 * marked then, and the job says what can be chosen.
 */
export function ClassControl({ classes }: ClassControlProps) {
  const of = useSelectValue('of')
  const { set, endGesture } = useSelect.getState()
  const choose = (chosen: number) => {
    set('of', chosen)
    endGesture()
  }
  // Where there is nothing to choose but all, only who asks for something else has to be able to.
  if (classes.length < 2 && of <= classes.length) return null
  return (
    <WordSetting
      parameter={selectParameter('of')}
      words={[reinforcementText.all, ...classes]}
      value={of}
      onChoose={choose}
    />
  )
}
