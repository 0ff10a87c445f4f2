import { memo, useMemo } from 'react'
import type { RunDescription, Snapshot } from '../../engine/snapshot'
import { coveredOr, MISSED } from '../../text/coveredPair'
import { formatRatio } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { Alone } from './OtherRuns'
import { type Passage, passagesOf } from './passages'
import type { PictureProps } from './picture'

type Sentence = RunDescription['sentences'][number]

/** Sentences of the teacher, those that the model under-weights most first. */
export function Sentences({ run, ghosts, snapshot }: PictureProps) {
  const { N } = run.config.values
  const sentences = run.description?.sentences ?? []
  const sorted = useMemo(() => byLogRatio(sentences, snapshot), [sentences, snapshot])
  const least = Math.fround(Math.log(N))
  const missed = sorted.filter(({ logRatio }) => logRatio >= least).length
  const { inherentVariance, longest } = run.description ?? {}
  const title = [
    picturesText.sentenceTitle(missed, sentences.length, N),
    inherentVariance && longest ? picturesText.variance(inherentVariance, longest) : '',
  ].join('')
  return (
    <ChartPanel
      id="sentences"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.sentenceTable,
        head: picturesText.sentenceHead,
        rows: () =>
          sorted.map(({ sentence, logRatio }) => [
            sentence.words.join(' '),
            Math.exp(logRatio),
            coveredOr(logRatio < least).word,
          ]),
      }}
      looking={() => lookingAt.sentences(title, sorted[0] ? ratioInWords(sorted[0].logRatio) : '')}
      note={
        <>
          <strong>{picturesText.bold}</strong>
          {picturesText.choice}
          <strong className="word-unlikely">{picturesText.underlined}</strong>
          {picturesText.unlikely} <Alone others={ghosts.length} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <section className="sentences" tabIndex={0} aria-label={title}>
        <ol>
          {sorted.map(({ sentence, logRatio }) => (
            <Row
              key={sentence.response}
              sentence={sentence}
              ratio={ratioInWords(logRatio)}
              missed={logRatio >= least}
            />
          ))}
        </ol>
      </section>
    </ChartPanel>
  )
}

interface RowProps {
  readonly sentence: Sentence
  readonly ratio: string
  readonly missed: boolean
}

const Row = memo(function Row({ sentence, ratio, missed }: RowProps) {
  return (
    <li className={missed ? 'missed' : undefined}>
      <span className="sentence-ratio">
        <span aria-hidden="true">{coveredOr(!missed).sign} </span>
        {ratio}
      </span>
      <p>
        <Words sentence={sentence} />
        {missed && <em>– {MISSED.word}</em>}
      </p>
    </li>
  )
})

const Words = memo(function Words({ sentence }: { readonly sentence: Sentence }) {
  const passages = useMemo(() => passagesOf(sentence.words, sentence.probabilities), [sentence])
  return passages.map(({ start, text, kind }) => <Text key={start} text={text} kind={kind} />)
})

function Text({ text, kind }: Pick<Passage, 'text' | 'kind'>) {
  if (kind === 'expected') return `${text} `
  return (
    <>
      <strong className={kind === 'unlikely' ? 'word-unlikely' : undefined}>{text}</strong>{' '}
    </>
  )
}

/** Descending, and in the order of the sentences where ratios are equal. */
function byLogRatio(sentences: readonly Sentence[], { logRatios }: Snapshot) {
  return sentences
    .map(sentence => ({ sentence, logRatio: logRatios[sentence.response] }))
    .sort((a, b) => b.logRatio - a.logRatio)
}

function ratioInWords(logRatio: number): string {
  const ratio = Math.exp(logRatio)
  // A number that is longer would not fit beside the sentence, and says no more.
  if (ratio >= 1e6) return picturesText.over
  return formatRatio(ratio)
}
