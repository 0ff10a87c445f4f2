/** What a figure can be saved as. */
export const PICTURE_KINDS = ['SVG', 'PNG'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

/** Pixels of a PNG to one of the page. */
const DENSITY = 2

/**
 * Saves a figure of the page as a picture, as it stands there.
 * @param name of the file, without its ending
 */
export async function saveFigure(figure: HTMLElement, name: string, kind: PictureKind): Promise<void> {
  // Neither is needed before something is saved.
  const [{ drawnFigure }, { save }] = await Promise.all([import('./drawnFigure'), import('../../state/download')])
  const { svg, width, height } = drawnFigure(figure)
  if (kind === 'SVG') {
    save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`)
    return
  }
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: DENSITY * width, height: DENSITY * height })
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (png) save(png, `${name}.png`)
}
