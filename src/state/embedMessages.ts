import { DECODES } from '../config/config'
import { EMBED, type EmbedState, type FromEmbed, readEmbedMessage, type ToEmbed } from '../config/embedProtocol'
import { encodeLink } from '../config/link'
import { parametersOf } from '../config/parameters'
import { decodesOf, rulesOf } from '../config/settings'
import { shown } from '../config/shown'
import { coverageAt } from '../coverage/profile'
import { modelsOf, SCENARIOS } from '../scenarios/registry'
import { profileOf, snapshotAt } from './derive'
import { lockedSentence } from './guard'
import { useLab } from './lab'
import { inOrder } from './pair'
import { isShown, usePresentation } from './presentation'

/** Milliseconds between two messages to a page that watches. */
const PACE = 200

type Sender = Pick<Window, 'postMessage'>

/** Who asked to be told of changes. */
interface Watcher {
  readonly to: Sender
  readonly origin: string
}

/**
 * Answers the page around this one; see docs/embedding.md. What is no message of the interface is ignored. State is told
 * to the origin that asked for it only; that the frame is ready, and how high it would like to be, to anyone around it.
 * @returns ends it
 */
export function serveEmbed(around: Window): () => void {
  let watcher: Watcher | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source !== around) return
    const message = readEmbedMessage(event.data)
    if (!message) return
    const refused = obey(message)
    // A page without an origin of its own, such as a file, cannot be named.
    const origin = event.origin === 'null' ? '*' : event.origin
    if (message.type === 'watch') watcher = message.on ? { to: around, origin } : null
    const { id } = message
    send(around, origin, {
      lab: EMBED,
      type: 'state',
      ...(id !== undefined && { id }),
      ...(refused !== null && { refused }),
      state: embedState(),
    })
  }
  const tell = (): void => {
    timer = undefined
    if (watcher) send(watcher.to, watcher.origin, { lab: EMBED, type: 'state', state: embedState() })
  }
  const unsubscribe = useLab.subscribe(() => {
    if (watcher) timer ??= setTimeout(tell, PACE)
  })
  window.addEventListener('message', onMessage)
  send(around, '*', { lab: EMBED, type: 'ready' })
  return () => {
    clearTimeout(timer)
    unsubscribe()
    window.removeEventListener('message', onMessage)
  }
}

/** Tells the page around this one how high its frame should be, px. */
export function tellHeight(around: Window, height: number): void {
  send(around, '*', { lab: EMBED, type: 'resize', height })
}

function send(to: Sender, origin: string, message: FromEmbed): void {
  to.postMessage(message, { targetOrigin: origin })
}

/** Does what a message asks, as far as the lock allows. @returns why not, in a sentence, or null */
export function obey(message: ToEmbed): string | null {
  const lab = useLab.getState()
  switch (message.type) {
    case 'query':
    case 'watch':
      return null
    case 'playhead':
      lab.setPlayhead(message.step)
      return null
    case 'N':
      return set('N', message.value)
    case 'set':
      return set(message.parameter, message.value)
    default: {
      const control = message.type === 'pause' ? 'play' : message.type
      if (!isShown(control)) return lockedSentence(control)
      lab[message.type]()
      return null
    }
  }
}

/** Sets a parameter, or one of the choices by its name. */
function set(id: string, value: number | string): string | null {
  const { config, set: setNumber, choose, endGesture } = useLab.getState()
  const parameter = parametersOf(config).find(each => each.id === id)
  const options = choicesOf(id)
  if (!parameter && !options) return `${shown(id)} is not a setting of ${config.scenario}.`
  if (!isShown(id)) return lockedSentence(id)
  if (options) {
    const option = options.find(each => each === value)
    if (option === undefined) return `${id} can be ${options.join(', ')}, not ${shown(String(value))}.`
    choose(id as 'scenario', option)
    return null
  }
  const asked = typeof value === 'number' ? value : (parameter?.words?.indexOf(value) ?? -1)
  if (typeof value === 'string' && asked < 0) return `${id} cannot be ${shown(value)}.`
  setNumber(id, asked)
  endGesture()
  const taken = useLab.getState().config.values[id]
  return taken === asked ? null : `${id} = ${asked} cannot be; ${taken} is used.`
}

function choicesOf(id: string): readonly string[] | null {
  const { scenario, model } = useLab.getState().config
  if (id === 'scenario') return SCENARIOS.map(each => each.id)
  if (id === 'model') return modelsOf(scenario)
  if (id === 'rule') return rulesOf(scenario, model).map(each => each.id)
  if (id === 'decode') return DECODES.filter(each => decodesOf(scenario, model).includes(each))
  return null
}

/** What the embed shows now. */
export function embedState(): EmbedState {
  const lab = useLab.getState()
  const { config, phase, progress, run, playhead } = lab
  const { config: first, rival } = inOrder(lab)
  const snapshot = run?.description ? snapshotAt(run, playhead) : null
  const { N, T } = config.values
  return {
    // As the page's own link has it: of a pair A's settings, then B's.
    link: `?${encodeLink(first, { rival })}`,
    config,
    phase,
    step: progress.step,
    steps: T,
    shown: snapshot?.step ?? null,
    kl: snapshot?.kl ?? null,
    N,
    coverage: run && snapshot ? coverageAt(profileOf(run, snapshot), N) : null,
    lock: usePresentation.getState().lock,
  }
}
