import { buffersIn } from '../buffers'
import { LocalRows, replicateRange } from './localRows'
import type { Answer, FromSelectionWorker, Question, ToSelectionWorker } from './protocol'
import type { Hooks } from './rows'

/** What a worker does with its messages; it knows nothing of being one. */
export function serve(
  send: (message: FromSelectionWorker, transfer: ArrayBuffer[]) => void,
): (message: ToSelectionWorker) => void {
  const post = (message: FromSelectionWorker) => send(message, buffersIn(message))
  let rows: LocalRows | null = null
  const asked = new Map<number, AbortController>()

  const answer = async (id: number, question: Question): Promise<void> => {
    const stop = new AbortController()
    asked.set(id, stop)
    try {
      if (!rows) throw new Error('no rows have been given to it')
      const hooks = { signal: stop.signal, onProgress: (share: number) => post({ type: 'progress', id, share }) }
      post({ type: 'answer', id, answer: await answerOf(rows, question, hooks) })
    } catch (error) {
      if (!stop.signal.aborted)
        post({ type: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
    } finally {
      asked.delete(id)
    }
  }

  return message => {
    switch (message.type) {
      case 'open':
        rows = new LocalRows(message.shape)
        for (const block of message.blocks) rows.own(block)
        break
      case 'ask':
        void answer(message.id, message.question)
        break
      case 'cancel':
        asked.get(message.id)?.abort()
    }
  }
}

function answerOf(rows: LocalRows, question: Question, hooks: Hooks): Promise<Answer> {
  switch (question.kind) {
    case 'groupSizes':
      return rows.groupSizes()
    case 'compare':
      return rows.compare(question.comparison, hooks)
    case 'deal':
      return rows.deal(question.comparison, question.N, question.seed, hooks)
    case 'replicate':
      return replicateRange(question.sums, question.from, question.to, question.seed, hooks)
  }
}
