import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { ISOLATION } from '../../build/security'
import { ensureBrowser } from '../../scripts/browser.mjs'
import type { BundledFile } from '../../scripts/bundle'
import { initialParameters } from '../../src/models/transformer/tensors'
import type { Answer, Order } from './engine'

const ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** The first of these that gives a WebGPU adapter on hardware, else the last: one that computes on the CPU. */
const ADAPTERS = [
  ['--enable-unsafe-webgpu', '--enable-features=Vulkan'],
  ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
]

/** The best WebGPU adapter of the machine, and the flags that it takes. */
export interface Adapter {
  readonly kind: 'none' | 'software' | 'hardware'
  /** In the browser’s words. */
  readonly name: string
  readonly flags: readonly string[]
  readonly browser: string
}

export async function findAdapter(): Promise<Adapter> {
  const blank = new Map<string, BundledFile>()
  let best: Adapter | null = null
  for (const flags of ADAPTERS) {
    best = await withPage(blank, { flags, isolated: false }, async (page, browser) => {
      const found = await page.evaluate(async () => {
        const info = (await navigator.gpu?.requestAdapter())?.info
        return info && { software: info.isFallbackAdapter, name: [info.vendor, info.architecture, info.description] }
      })
      const name = found ? [...new Set(found.name.filter(Boolean))].join(', ') : 'none'
      return {
        kind: !found ? 'none' : found.software ? 'software' : 'hardware',
        name,
        flags,
        browser: browser.version(),
      }
    })
    if (best.kind === 'hardware') return best
  }
  return best!
}

export interface Surroundings {
  readonly flags: readonly string[]
  /** Only an isolated page has threads. */
  readonly isolated: boolean
}

/** Has an engine’s worker follow an order, in a browser of its own. @throws Error with what the worker says went wrong */
export async function follow(
  files: ReadonlyMap<string, BundledFile>,
  order: Omit<Order, 'theta'>,
  surroundings: Surroundings,
): Promise<Exclude<Answer, { error: string }>> {
  const theta = initialParameters(order.work.shape, 0)
  const all = new Map(files)
  all.set('theta', { type: 'application/octet-stream', body: Buffer.from(theta.buffer) })
  return withPage(all, surroundings, async page => {
    return ask<Order, Answer>(page, { ...order, theta: new URL('theta', page.url()).href })
  })
}

/** Has the bundle's entry, as a worker of the page, answer an order. @throws Error with what the worker says went wrong */
export async function ask<O, A extends object>(page: Page, order: O): Promise<Exclude<A, { error: string }>> {
  page.setDefaultTimeout(0)
  const call = (order: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const worker = new Worker('./entry.js', { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(order)
    })
  const answer = (await page.evaluate(call, order)) as A | { error: string }
  if ('error' in answer) throw new Error(String(answer.error))
  return answer as Exclude<A, { error: string }>
}

/** Opens an empty page beside so many files, in a browser of its own. */
export async function withPage<T>(
  files: ReadonlyMap<string, BundledFile>,
  { flags, isolated }: Surroundings,
  act: (page: Page, browser: Browser) => Promise<T>,
): Promise<T> {
  const server = await serve(files, isolated ? ISOLATION : {})
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: ['--headless=new', ...ROOT, ...flags],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/bench/`)
    return await act(page, browser)
  } finally {
    await browser.close()
    server.close()
  }
}

/** Serves files in a folder of their own; not by the browser’s routes, which the workers of workers go around. */
function serve(files: ReadonlyMap<string, BundledFile>, headers: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const name = new URL(request.url!, 'http://localhost').pathname.replace('/bench/', '') || 'index.html'
    const file = name === 'index.html' ? BLANK : files.get(name)
    response.writeHead(file ? 200 : 404, { ...headers, 'Content-Type': file?.type ?? 'text/plain' })
    response.end(file?.body)
  })
  return new Promise(resolve => server.listen(0, () => resolve(server)))
}

const BLANK: BundledFile = { type: 'text/html', body: Buffer.from('<!doctype html><title>Benchmark</title>') }
