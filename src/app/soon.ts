/**
 * Runs something in a task of its own, as soon as what a person does has been answered. Browsers put timers off while something
 * is dragged, by a frame each, and every frame lays the page out anew.
 */
export function soon(task: () => void): void {
  // Not in every browser yet.
  if ('scheduler' in globalThis) void scheduler.postTask(task)
  else setTimeout(task)
}
