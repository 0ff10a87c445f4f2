import type { ExperimentConfig } from '../../../config/config'
import type { PostSettings } from '../../../config/postTraining'
import { selectParameter } from '../../../config/select'
import type { Asked } from '../../../state/postMessages'
import { type PageJob, sameRun, settingsThatDiffer } from '../../../state/postTraining'
import { formatNumber } from '../../../text/format'
import { labelBeside } from '../../../text/runLabel'
import { jobText } from '../../../text/select/jobs'

/**
 * Of what the results are, where that is no longer what the page is set to; null where it is.
 * @param shown the run and the settings that the page shows
 * @param what begins the sentence
 */
export function agedNote(
  kind: PageJob,
  asked: Asked,
  shown: { readonly config: ExperimentConfig; readonly settings: PostSettings },
  what = jobText.theseResults,
): string | null {
  const changed = settingsThatDiffer(kind, asked.settings, shown.settings)
  const told = [
    ...(sameRun(asked.config, shown.config) ? [] : [jobText.ofAnotherRun(labelBeside(asked.config, shown.config))]),
    ...(changed.length > 0 ? [jobText.withSettings(changed.map(id => settingInWords(id, asked.settings)))] : []),
  ]
  return told.length > 0 ? jobText.aged(what, told) : null
}

function settingInWords(id: string, settings: PostSettings): string {
  return `${selectParameter(id).symbol} = ${formatNumber(settings[id])}`
}
