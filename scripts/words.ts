import ts from 'typescript'

/** A word left in the code of the page, instead of in src/text. */
export interface StrayWord {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Two letters in a row: a symbol has one. */
const WORD = /\p{L}{2,}/u

/** How what is read looks where nothing else tells it from an id: two words, or one that begins a line. */
const PROSE = /\p{L}{2,}[,.:;]? +\p{L}|\p{L} +\p{L}{2,}|^\p{Lu}\p{Ll}+/u

/** Markup to paste, questions to the browser, selectors, and values of the style sheet. */
const CODE = /^<|^\(prefers-|\[(contenteditable|data-undrawn)\]|^url\(#|^color-mix\(/

/** Attributes that nobody reads: names and numbers for the browser and for React. */
const TECHNICAL = new Set(
  (
    'className key id value mode step source htmlFor href src type role name d transform viewBox style points fill stroke clipPath mask scale ' +
    'strokeDasharray strokeLinecap strokeLinejoin textAnchor dominantBaseline dy dx preserveAspectRatio xmlns inputMode ' +
    'shapeRendering autoComplete rel target lang dir method accept pattern kind scope panel aria-labelledby aria-controls aria-describedby aria-live ' +
    'aria-orientation aria-hidden aria-current aria-selected aria-activedescendant aria-expanded aria-haspopup as tabIndex offset gradientUnits markerEnd ' +
    'fillRule clipRule patternUnits patternTransform aria-keyshortcuts keys icon view'
  ).split(' '),
)

/** What looks like prose and is none: names of keys, which events carry, and ids with a space. */
const IDS = new Set([
  'half decades',
  'Esc',
  ...'Enter Escape Home End PageUp PageDown ArrowLeft ArrowRight ArrowUp ArrowDown Tab Delete'.split(' '),
])

/**
 * The words in the source of a component or a module of the page: text and words of the markup, what attributes say, and
 * whatever else looks like prose. Ids, class names, addresses, keys and what is only compared are none.
 */
export function strayWords(file: string, source: string): StrayWord[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const found: StrayWord[] = []
  const report = (node: ts.Node, text: string): void => {
    const { line } = parsed.getLineAndCharacterOfPosition(node.getStart(parsed))
    found.push({ file, line: line + 1, text: text.replace(/\s+/g, ' ').trim() })
  }
  const visit = (node: ts.Node, place: Place): void => {
    if (isSilent(node)) return
    const text = textOf(node)
    if (text !== null && (place === 'read' ? WORD : PROSE).test(text) && !IDS.has(text) && !CODE.test(text))
      report(node, text)
    for (const [child, where] of parts(node, place)) visit(child, where)
  }
  visit(parsed, 'code')
  return found
}

/** Where a literal stands: `read` where whatever it says is seen or heard. */
type Place = 'read' | 'code'

/** Nodes of which nothing is shown. */
function isSilent(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isCaseClause(node.parent ?? node)) {
    return !ts.isStatement(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)
  }
  if (!ts.isJsxAttribute(node)) return false
  const name = node.name.getText()
  // The style sheet writes out data-column, and no other.
  return TECHNICAL.has(name) || (name.startsWith('data-') && name !== 'data-column')
}

/** What a literal says; null for every other node. */
function textOf(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.trim()
  if (ts.isStringLiteralLike(node)) return node.text
  // A blank stands for what is put in, so that "of ${n}" is seen to be prose.
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map(span => span.literal)].map(part => part.text).join('…')
  return null
}

/** The nodes within one, each with where it stands. */
function parts(node: ts.Node, place: Place): [ts.Node, Place][] {
  const all = (where: Place): [ts.Node, Place][] => {
    const children: [ts.Node, Place][] = []
    node.forEachChild(child => {
      children.push([child, where])
    })
    return children
  }
  if (ts.isJsxAttribute(node)) return all('read')
  if (ts.isJsxElement(node) || ts.isJsxFragment(node)) return all('read')
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind
    if (COMPARISONS.has(operator)) return []
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken)
      return [
        [node.left, 'code'],
        [node.right, place],
      ]
    return all(place)
  }
  if (ts.isConditionalExpression(node)) {
    return [
      [node.condition, 'code'],
      [node.whenTrue, place],
      [node.whenFalse, place],
    ]
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    // What a text is searched for is not shown.
    if (SEARCHES.has(node.expression.name.text)) return [[node.expression, 'code']]
  }
  // What the parts of an expression say is only shown if the expression is a literal, or chooses one.
  const passes =
    ts.isJsxExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isTemplateSpan(node)
  return all(passes ? place : 'code')
}

const SEARCHES = new Set(
  'startsWith endsWith includes has get indexOf querySelector querySelectorAll closest matches'.split(' '),
)

const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InKeyword,
])
