import { selectDefault, selectParameter } from '../../config/select'
import { useLab } from '../../state/lab'
import { useShown } from '../../state/presentation'
import { useSelect } from '../../state/select'
import { NumberSetting } from '../controls/NumberSetting'
import { useSelectValue } from './useSelectValue'

/** One parameter of the view of selection, by its id. */
export function SelectControl({ id }: { readonly id: string }) {
  const value = useSelectValue(id)
  const usual = useLab(({ config }) => selectDefault(id, config.model))
  const shown = useShown(id)
  const { set, endGesture, resetParameter } = useSelect.getState()
  if (!shown) return null
  return (
    <NumberSetting
      parameter={selectParameter(id)}
      value={value}
      usual={usual}
      set={asked => {
        set(id, asked)
        return useSelect.getState().values[id]
      }}
      endGesture={endGesture}
      reset={() => resetParameter(id)}
    />
  )
}
