import { type Comparison, objection } from '../../../engine/selection/comparison'
import { BASES, SCALES, SIGNS } from '../../../logprobs/table'
import { type Opened, useFiles } from '../../../state/files'
import { fileChoices } from '../../../text/select/fileChoices'
import { filesText } from '../../../text/select/files'
import { NumberControl } from '../../controls/NumberControl'
import { Segmented } from '../../controls/Segmented'
import { WHOLE_BUDGET } from '../bestOfN/BudgetPlot'
import { ColumnTable, columnsOf, LogTable } from './ColumnTable'
import { Menu } from './Menu'

/** How the table is read and compared. */
export function Settings({ opened, comparison }: { readonly opened: Opened; readonly comparison: Comparison }) {
  const { compare } = useFiles.getState()
  const { reading } = comparison
  const reason = objection(comparison, opened.shape)
  return (
    <section className="panel files-settings" aria-label={filesText.settings.label}>
      <NumberControl parameter={WHOLE_BUDGET} />
      <Segmented
        legend={filesText.settings.sign}
        options={SIGNS.map(value => ({ value, label: filesText.settings.signs[value] }))}
        value={reading.sign}
        onChoose={sign => compare({ reading: { ...reading, sign } })}
      />
      <Segmented
        legend={filesText.settings.scale}
        options={SCALES.map(value => ({ value, label: filesText.settings.scales[value] }))}
        value={reading.scale}
        onChoose={scale => compare({ reading: { ...reading, scale } })}
      />
      <Segmented
        legend={filesText.settings.base}
        options={BASES.map(value => ({ value, label: value }))}
        value={reading.base}
        onChoose={base => compare({ reading: { ...reading, base } })}
      />
      <Segmented
        legend={filesText.settings.gaps}
        options={(['drop', 'zero'] as const).map(value => ({ value, label: filesText.settings.gapPolicies[value] }))}
        value={comparison.gaps}
        onChoose={gaps => compare({ gaps })}
      />
      {opened.shape.teacher && (
        <Segmented
          legend={filesText.settings.teacher}
          options={(['yes', 'no'] as const).map(value => ({ value, label: filesText.settings.teachers[value] }))}
          value={comparison.teacher ? 'yes' : 'no'}
          onChoose={value => compare({ teacher: value === 'yes' })}
        />
      )}
      {reason !== null && (
        <p className="objection" role="status">
          {reason}
        </p>
      )}
      <Candidates opened={opened} comparison={comparison} />
      <Contents opened={opened} />
    </section>
  )
}

/** Which candidates are compared. */
function Candidates({ opened, comparison }: { readonly opened: Opened; readonly comparison: Comparison }) {
  const { compare } = useFiles.getState()
  const { candidates } = opened.shape
  const taken = new Set(comparison.candidates)
  const choose = (wanted: (i: number) => boolean) => compare({ candidates: [...candidates.keys()].filter(wanted) })
  return (
    <details className="more">
      <summary>{filesText.settings.candidates(taken.size, candidates.length)}</summary>
      <div className="candidate-tools">
        <button type="button" className="small-button" onClick={() => choose(() => true)}>
          {filesText.settings.all}
        </button>
        <button type="button" className="small-button" onClick={() => choose(() => false)}>
          {filesText.settings.none}
        </button>
      </div>
      <ul className="candidate-list">
        {candidates.map((name, i) => (
          <li key={name}>
            <label className="check-line">
              <input
                type="checkbox"
                checked={taken.has(i)}
                onChange={({ target }) => choose(j => (j === i ? target.checked : taken.has(j)))}
              />
              <span>{name}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What the files were read as. */
function Contents({ opened }: { readonly opened: Opened }) {
  const columns = columnsOf(opened)
  const tables = opened.facts.files.filter(file => file.columns.length > 0)
  const logs = opened.facts.files.filter(({ log }) => log !== null).length
  const { readAgain } = useFiles.getState()
  return (
    <>
      {columns.length > 0 && (
        <details className="more">
          <summary>{filesText.settings.columns(columns.length)}</summary>
          {tables.length > 1 && (
            <div className="choice-line">
              <span>{fileChoices.names.files}</span>
              <Menu
                label={fileChoices.names.files}
                options={(['auto', 'append', 'join'] as const).map(
                  value => [value, fileChoices.values.files[value]] as const,
                )}
                value={opened.options.files ?? 'auto'}
                onChoose={files => void readAgain(opened, { files })}
              />
            </div>
          )}
          <ColumnTable read={opened} />
        </details>
      )}
      {logs > 0 && (
        <details className="more">
          <summary>{filesText.settings.logs(logs)}</summary>
          <LogTable read={opened} />
        </details>
      )}
    </>
  )
}
