import { useEffect } from 'react'
import { create } from 'zustand'
import { Voice } from './voice'

const useSpoken = create<{ readonly sentence: string }>()(() => ({ sentence: '' }))

/** What every chart of the page speaks through. */
export const voice = new Voice(sentence => useSpoken.setState({ sentence }), {
  now: () => performance.now(),
  later: (then, wait) => void setTimeout(then, wait),
})

/** Where assistive technology hears the voice; once on the page. */
export function Speaker() {
  const sentence = useSpoken(state => state.sentence)
  return (
    <p className="visually-hidden" role="status" data-speaker>
      {sentence}
    </p>
  )
}

/** Tells the voice what a chart shows, for as long as the chart is there. */
export function useSpeech(chart: string, sentence: string): void {
  useEffect(() => voice.tell(chart, sentence), [chart, sentence])
  useEffect(() => () => voice.forget(chart), [chart])
}
