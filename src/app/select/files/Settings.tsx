import { type Comparison, objection } from '../../../engine/selection/comparison'
import { BASES, SCALES, SIGNS } from '../../../logprobs/table'
import { type Opened, useFiles } from '../../../state/files'
import { formatCount } from '../../../text/format'
import { NumberControl } from '../../controls/NumberControl'
import { Segmented } from '../../controls/Segmented'
import { WHOLE_BUDGET } from '../bestOfN/BudgetPlot'
import { ColumnTable, columnsOf, LogTable } from './ColumnTable'
import { CHOICE_NAMES, CHOICE_WORDS } from './choiceWords'
import { Menu } from './Menu'

const BASE_NAMES = { e: 'e', '2': '2', '10': '10' } as const
const SCALE_NAMES = { sum: 'sums', mean: 'means per token' } as const
const SIGN_NAMES = { 'log-probability': 'log-probabilities', loss: 'losses' } as const
const GAP_NAMES = { drop: 'leave the row out', zero: 'probability 0' } as const
const TEACHER_NAMES = { yes: 'use it', no: 'leave it out' } as const

/** How the table is read and compared. */
export function Settings({ opened, comparison }: { readonly opened: Opened; readonly comparison: Comparison }) {
  const { compare } = useFiles.getState()
  const { reading } = comparison
  const reason = objection(comparison, opened.shape)
  return (
    <section className="panel files-settings" aria-label="Settings of the comparison">
      <NumberControl parameter={WHOLE_BUDGET} />
      <Segmented
        legend="The values are"
        options={SIGNS.map(value => ({ value, label: SIGN_NAMES[value] }))}
        value={reading.sign}
        onChoose={sign => compare({ reading: { ...reading, sign } })}
      />
      <Segmented
        legend="over the tokens of a response"
        options={SCALES.map(value => ({ value, label: SCALE_NAMES[value] }))}
        value={reading.scale}
        onChoose={scale => compare({ reading: { ...reading, scale } })}
      />
      <Segmented
        legend="with logarithms to base"
        options={BASES.map(value => ({ value, label: BASE_NAMES[value] }))}
        value={reading.base}
        onChoose={base => compare({ reading: { ...reading, base } })}
      />
      <Segmented
        legend="Where a candidate has no value"
        options={(['drop', 'zero'] as const).map(value => ({ value, label: GAP_NAMES[value] }))}
        value={comparison.gaps}
        onChoose={gaps => compare({ gaps })}
      />
      {opened.shape.teacher && (
        <Segmented
          legend="Teacher"
          options={(['yes', 'no'] as const).map(value => ({ value, label: TEACHER_NAMES[value] }))}
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
      <summary>
        Candidates: {formatCount(taken.size)} of {formatCount(candidates.length)}
      </summary>
      <div className="candidate-tools">
        <button type="button" className="small-button" onClick={() => choose(() => true)}>
          All
        </button>
        <button type="button" className="small-button" onClick={() => choose(() => false)}>
          None
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
          <summary>Columns: {formatCount(columns.length)}</summary>
          {tables.length > 1 && (
            <div className="choice-line">
              <span>{CHOICE_NAMES.files}</span>
              <Menu
                label={CHOICE_NAMES.files}
                options={(['auto', 'append', 'join'] as const).map(
                  value => [value, CHOICE_WORDS.files[value]] as const,
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
          <summary>Logs: {formatCount(logs)}</summary>
          <LogTable read={opened} />
        </details>
      )}
    </>
  )
}
