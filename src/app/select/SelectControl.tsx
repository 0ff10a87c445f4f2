import { selectParameter } from '../../config/select'
import { useSelect } from '../../state/select'
import { NumberSetting } from '../controls/NumberSetting'

/** One parameter of the view of selection, by its id. */
export function SelectControl({ id }: { readonly id: string }) {
  const value = useSelect(state => state.values[id])
  const parameter = selectParameter(id)
  const { set, endGesture, resetParameter } = useSelect.getState()
  return (
    <NumberSetting
      parameter={parameter}
      value={value}
      usual={parameter.default}
      set={asked => {
        set(id, asked)
        return useSelect.getState().values[id]
      }}
      endGesture={endGesture}
      reset={() => resetParameter(id)}
    />
  )
}
