import { jobText } from '../../../text/select/jobs'
import { SelectControl } from '../SelectControl'

interface PostSettingsProps {
  /** Parameters of the view by id; those of `more` behind a disclosure. */
  readonly ids: readonly string[]
  readonly more: readonly string[]
}

/** The settings of a job of post-training. */
export function PostSettings({ ids, more }: PostSettingsProps) {
  return (
    <>
      <div className="post-settings">
        {ids.map(id => (
          <SelectControl key={id} id={id} />
        ))}
      </div>
      <details className="more">
        <summary>{jobText.moreSettings}</summary>
        <div className="post-settings">
          {more.map(id => (
            <SelectControl key={id} id={id} />
          ))}
        </div>
      </details>
    </>
  )
}
