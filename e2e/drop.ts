import type { Page } from '@playwright/test'

/** Drags a file over the first such element and drops it; says whether the browser was kept from opening it. */
export function drop(page: Page, selector: string, name: string, text: string): Promise<Record<string, boolean>> {
  return page
    .locator(selector)
    .first()
    .evaluate(
      (target, [name, text]) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([text], name))
        const prevented = (type: string): boolean => {
          const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })
          target.dispatchEvent(event)
          return event.defaultPrevented
        }
        return { dragover: prevented('dragover'), drop: prevented('drop') }
      },
      [name, text] as const,
    )
}
