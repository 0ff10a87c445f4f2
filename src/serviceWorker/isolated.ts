/** With these two a page is isolated from other origins, and WebAssembly has threads; put there by the build. */
declare const ISOLATION: Readonly<Record<string, string>>

/** The response with the headers of isolation, as far as the host does not send them itself. */
export function isolated(response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(ISOLATION)) if (!headers.has(name)) headers.set(name, value)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
