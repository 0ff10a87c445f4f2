/// <reference lib="webworker" />

import { browserPlatform } from '../browserPlatform'
import type { ToPostWorker } from './protocol'
import { PostTrainingSession } from './session'

declare const self: DedicatedWorkerGlobalScope

// One thread: Explore's own worker goes on beside it.
const session = new PostTrainingSession(browserPlatform(1), message => self.postMessage(message))

self.onmessage = ({ data }: MessageEvent<ToPostWorker>) => session.receive(data)
