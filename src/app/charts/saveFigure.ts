import { save } from '../../state/download'
import { shareView } from '../../state/view'
import { type ChartFile, type ChartTable, tableCsv, tableJson } from './chartTable'
import { drawnFigure } from './drawnFigure'

/** What a file says of its chart; the link is added when it is saved. */
type About = Omit<ChartFile, 'link'>

/** Pixels of a PNG to one of the page. */
const DENSITY = 2

/** Saves a figure of the page as a picture, as it stands there, with its caption and the link below. */
export async function savePicture(figure: HTMLElement, about: About, kind: 'SVG' | 'PNG'): Promise<void> {
  const { svg, width, height } = drawnFigure(figure, { ...about, link: shareView() })
  const name = fileName(about)
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

/** Saves a chart's numbers. */
export function saveData(table: ChartTable, about: About, kind: 'CSV' | 'JSON'): void {
  if (kind === 'CSV') save(new Blob([tableCsv(table)], { type: 'text/csv' }), `${fileName(about)}.csv`)
  else {
    const json = tableJson(table, { ...about, link: shareView() })
    save(new Blob([json], { type: 'application/json' }), `${fileName(about)}.json`)
  }
}

function fileName({ chart }: About): string {
  return `coverage-lab ${chart}`
}
