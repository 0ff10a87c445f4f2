import { FileChooser } from './FileChooser'

const EXAMPLE = `id,group,teacher,step-500,step-1000,tokens
0,easy,-0.31,-0.52,-0.44,6
1,easy,-1.20,-1.61,-1.38,6
2,hard,-2.77,-9.14,-5.92,8`

/** Where nothing has been opened yet: what can be, and how. */
export function Welcome() {
  return (
    <div className="panel welcome">
      <h2>Which of your checkpoints should post-training start from?</h2>
      <p>
        Drop files of their log-probabilities here: <strong>CSV, TSV, JSON, JSON Lines or Parquet</strong> with one row
        for each held-out response and one column for each checkpoint,
        <br /> or the <strong>per-sample logs of lm-evaluation-harness</strong> (samples_….jsonl), one for each
        checkpoint. Also as .gz, several at once, or a whole folder.
      </p>
      <FileChooser main={true} />
      <p className="welcome-private">Nothing leaves this machine: files are read and compared in this page.</p>
      <details className="more">
        <summary>What a file looks like</summary>
        <pre className="welcome-example">{EXAMPLE}</pre>
        <p>
          Values are log-probabilities of whole responses, summed over their tokens (natural logarithms, unless you say
          otherwise). Columns named <code>id</code>, <code>group</code>, <code>teacher</code> and <code>tokens</code>{' '}
          are optional; every other column of numbers is a candidate. What a column is can be changed afterwards. The
          README’s section “Use it on your own checkpoints” has a script that writes such a file from Hugging Face
          transformers.
        </p>
      </details>
    </div>
  )
}
