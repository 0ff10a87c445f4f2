import { filesText } from '../../../text/select/files'
import { LineLegend } from './LineLegend'
import type { Looks } from './looks'

interface CandidateLegendProps {
  readonly names: readonly string[]
  readonly looks: Looks
}

/** The candidates that are picked somewhere, and the crowd. */
export function CandidateLegend({ names, looks }: CandidateLegendProps) {
  const own = [...names.keys()].filter(i => looks(i))
  const others = names.length - own.length
  const lines = own.map(i => ({ key: String(i), name: names[i], look: looks(i) }))
  const crowd = {
    key: 'others',
    name: others === 1 ? names.find((_, i) => !looks(i)) : filesText.others(others),
    look: null,
  }
  return <LineLegend lines={others > 0 ? [...lines, crowd] : lines} />
}
