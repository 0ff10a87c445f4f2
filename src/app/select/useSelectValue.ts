import { selectValue } from '../../config/select'
import { useLab } from '../../state/lab'
import { useSelect } from '../../state/select'

/** A parameter of the view of selection: as it was set, else the default for the model of the run. */
export function useSelectValue(id: string): number {
  const model = useLab(({ config }) => config.model)
  return useSelect(select => selectValue(select, id, model))
}
