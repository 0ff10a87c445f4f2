/** What is drawn of an SVG element besides its geometry; written as attributes, which every program reads. */
const PAINT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'visibility',
  'display',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const

/** What a figure has beside its picture: things to press, but for words that are explained, and its numbers as a table. */
const UNDRAWN =
  'button:not(.term-word), input, .segmented, label:has(select), select, textarea, details, .term-meaning, .visually-hidden, [data-undrawn]'

/** Around a figure, px. */
const MARGIN = 14

/** Sizes of the words below a saved figure, px. */
const CAPTION = { size: 12, line: 17, gap: 10 } as const

/** What stands below a saved figure. */
export interface Imprint {
  /** Of the document. */
  readonly title: string
  readonly caption: string
  /** Opens what is drawn. */
  readonly link: string
}

/** A figure as an SVG document of its own. */
export interface DrawnFigure {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/**
 * Draws a figure of the page as it stands there: its charts, and the words, lines and swatches around them. Colours and fonts
 * are those of the theme, as numbers. The caption and the link come below it.
 */
export function drawnFigure(figure: HTMLElement, imprint: Imprint): DrawnFigure {
  const { left, top, width, height } = figure.getBoundingClientRect()
  const { backgroundColor, rowGap } = getComputedStyle(figure)
  const ground = plainColour(backgroundColor)
  const parts: string[] = []
  // What is left out leaves no hole: everything below it moves up.
  let hole = 0
  for (const child of figure.children) {
    if (child.matches(UNDRAWN)) hole += child.getBoundingClientRect().height + (Number.parseFloat(rowGap) || 0)
    else parts.push(...drawn(child, { left: left - MARGIN, top: top - MARGIN + hole }))
  }
  const below = imprintLines(figure, imprint, width, height - hole + MARGIN + CAPTION.gap)
  const size = {
    width: Math.ceil(width + 2 * MARGIN),
    height: Math.ceil(height - hole + 2 * MARGIN + CAPTION.gap + below.height),
  }
  return {
    ...size,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
      `<title>${escaped(imprint.title)}</title>`,
      `<rect width="100%" height="100%" fill="${ground}"/>`,
      ...parts,
      ...below.parts,
      '</svg>',
    ].join('\n'),
  }
}

/** The caption, and the link as one, both broken into lines that fit. */
function imprintLines(figure: HTMLElement, { caption, link }: Imprint, width: number, top: number) {
  const { fontFamily, color } = getComputedStyle(figure)
  const face = `fill="${plainColour(color)}" font-family="${escaped(fontFamily)}" font-size="${CAPTION.size}"`
  // Characters of any usual face are narrower than this share of their size.
  const most = Math.max(20, Math.floor(width / (0.6 * CAPTION.size)))
  const lines = [...broken(caption, most), ...broken(link, most)]
  const at = (i: number): string =>
    `<text x="${MARGIN}" y="${rounded(top + (i + 1) * CAPTION.line - 4)}" ${face}>${escaped(lines[i])}</text>`
  const all = lines.map((_, i) => at(i))
  const first = broken(caption, most).length
  return {
    parts: [...all.slice(0, first), `<a href="${escaped(link)}">`, ...all.slice(first), '</a>'],
    height: lines.length * CAPTION.line,
  }
}

/** A text in lines of at most so many characters, at spaces where it can be. */
function broken(text: string, most: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most)
    const end = space > 0 ? space : most
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...lines, rest]
}

interface Place {
  readonly left: number
  readonly top: number
}

function drawn(node: Node, at: Place): string[] {
  if (node instanceof Text) return textLines(node, at)
  if (!(node instanceof Element) || node.matches(UNDRAWN)) return []
  const style = getComputedStyle(node)
  if (style.display === 'none' || style.visibility === 'hidden') return []
  if (node instanceof SVGSVGElement) return [drawnSvg(node, at)]
  return [...box(node.getBoundingClientRect(), style, at), ...[...node.childNodes].flatMap(child => drawn(child, at))]
}

/** A chart, moved to its place; what reaches over its edge stays visible, as on the page. */
function drawnSvg(source: SVGSVGElement, at: Place): string {
  const copy = source.cloneNode(true) as SVGSVGElement
  inline(source, copy)
  for (const part of copy.querySelectorAll(UNDRAWN)) part.remove()
  const { left, top } = source.getBoundingClientRect()
  copy.setAttribute('x', rounded(left - at.left))
  copy.setAttribute('y', rounded(top - at.top))
  copy.setAttribute('overflow', getComputedStyle(source).overflow)
  return new XMLSerializer().serializeToString(copy)
}

function inline(source: Element, copy: Element): void {
  if (source instanceof SVGElement) {
    const style = getComputedStyle(source)
    for (const name of PAINT) {
      const value = style.getPropertyValue(name)
      if (value) copy.setAttribute(name, name === 'fill' || name === 'stroke' ? plainColour(value) : value)
    }
    const dy = source.getAttribute('dy')
    if (dy?.endsWith('em')) copy.setAttribute('dy', rounded(Number.parseFloat(dy) * Number.parseFloat(style.fontSize)))
    // Where a transform is set by style, an attribute stands for it.
    if (style.transform !== 'none' && !source.hasAttribute('transform')) copy.setAttribute('transform', style.transform)
  }
  for (const name of ['class', 'style', 'tabindex', 'role']) copy.removeAttribute(name)
  for (const [i, child] of [...source.children].entries()) inline(child, copy.children[i])
}

/** An element's ground and edges. */
function box(rect: DOMRect, style: CSSStyleDeclaration, at: Place): string[] {
  const [x, y] = [rect.left - at.left, rect.top - at.top]
  const parts: string[] = []
  const ground = plainColour(style.backgroundColor)
  const round = Math.min(Number.parseFloat(style.borderRadius) || 0, rect.height / 2)
  // A round edge is drawn as one; it is the same on all sides.
  const edge = round > 0 && style.borderTopStyle === 'solid' ? Number.parseFloat(style.borderTopWidth) : 0
  if ((ground !== 'none' || edge > 0) && rect.width > 0 && rect.height > 0) {
    const [width, height] = [rect.width - edge, rect.height - edge]
    const stroke = edge > 0 ? ` stroke="${plainColour(style.borderTopColor)}" stroke-width="${edge}"` : ''
    parts.push(
      `<rect x="${rounded(x + edge / 2)}" y="${rounded(y + edge / 2)}" width="${rounded(width)}" height="${rounded(height)}" rx="${round}" fill="${ground}"${stroke} opacity="${style.opacity}"/>`,
    )
  }
  if (edge > 0) return parts
  const edges = [
    ['top', 0, 0, rect.width, 0],
    ['bottom', 0, rect.height, rect.width, rect.height],
    ['left', 0, 0, 0, rect.height],
    ['right', rect.width, 0, rect.width, rect.height],
  ] as const
  for (const [side, x1, y1, x2, y2] of edges) {
    const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`))
    const line = style.getPropertyValue(`border-${side}-style`)
    const colour = plainColour(style.getPropertyValue(`border-${side}-color`))
    if (!(width > 0) || line === 'none' || colour === 'none') continue
    const dash = line === 'dashed' ? ` stroke-dasharray="${3 * width} ${2 * width}"` : ''
    parts.push(
      `<line x1="${rounded(x + x1)}" y1="${rounded(y + y1)}" x2="${rounded(x + x2)}" y2="${rounded(y + y2)}" stroke="${colour}" stroke-width="${width}"${dash}/>`,
    )
  }
  return parts
}

/** The words of a text as they were broken into lines, be it behind a hyphen. */
function textLines(text: Text, at: Place): string[] {
  const parent = text.parentElement
  if (!parent || !text.data.trim()) return []
  const style = getComputedStyle(parent)
  const size = Number.parseFloat(style.fontSize)
  const range = document.createRange()
  const lines: { words: string; rect: DOMRect }[] = []
  for (const { index, 0: piece } of text.data.matchAll(/[^\s-]*-+\s*|[^\s-]+\s*|\s+/g)) {
    range.setStart(text, index)
    range.setEnd(text, index + piece.trimEnd().length)
    const rect = range.getBoundingClientRect()
    if (rect.width === 0) continue
    const last = lines.at(-1)
    if (last && Math.abs(last.rect.top - rect.top) < size / 2) last.words += piece
    else lines.push({ words: piece, rect })
  }
  return lines.map(({ words, rect }) => {
    // Most faces have four fifths of their height above the baseline.
    const baseline = rect.top + (rect.height - size) / 2 + 0.8 * size - at.top
    return `<text x="${rounded(rect.left - at.left)}" y="${rounded(baseline)}" fill="${plainColour(style.color)}" font-family="${escaped(style.fontFamily)}" font-size="${size}" font-weight="${style.fontWeight}">${escaped(words.trimEnd())}</text>`
  })
}

let brush: CanvasRenderingContext2D | null = null
const known = new Map<string, string>()

/** A paint as hexadecimal digits, whatever colour space the style sheet mixed it in; references and `none` stay. */
function plainColour(paint: string): string {
  if (paint === 'none' || paint.startsWith('url(')) return paint
  const before = known.get(paint)
  if (before) return before
  brush ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })
  if (!brush) return paint
  brush.clearRect(0, 0, 1, 1)
  brush.fillStyle = paint
  brush.fillRect(0, 0, 1, 1)
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data
  const digits = (alpha === 255 ? [red, green, blue] : [red, green, blue, alpha]).map(value =>
    value.toString(16).padStart(2, '0'),
  )
  const plain = alpha === 0 ? 'none' : `#${digits.join('')}`
  known.set(paint, plain)
  return plain
}

const rounded = (value: number) => String(Math.round(value * 100) / 100)

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
