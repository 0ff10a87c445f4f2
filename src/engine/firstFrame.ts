let waiting: (() => void)[] | null = []

/** Does something once the page has been drawn for the first time; at once if it has, and where nothing is ever drawn. */
export function afterFirstFrame(act: () => void): void {
  if (!waiting || typeof document === 'undefined') act()
  else if (waiting.push(act) === 1) whenDrawn(release)
}

function release(): void {
  const acts = waiting ?? []
  waiting = null
  for (const act of acts) act()
}

/** The task after the next frame; a hidden tab has no frames. */
function whenDrawn(act: () => void): void {
  if (document.hidden) setTimeout(act)
  else requestAnimationFrame(() => setTimeout(act))
}
