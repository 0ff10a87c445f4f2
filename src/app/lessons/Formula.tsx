import { useCallback, useEffect, useRef, useState } from 'react'
import type { LessonStep, LessonSymbol } from '../../config/lesson/lesson'
import { evaluate } from '../../state/lesson/quantity'
import { lessonPlayerText as words, writeQuantity } from '../../text/lessonPlayer'
import { Tex } from './Tex'
import { useScene } from './useScene'

type DisplayFormula = NonNullable<LessonStep['formula']>

/** The formula's TeX with each \live{id} as its symbol, in a class of its own. */
export function texOf({ tex, symbols = [] }: DisplayFormula): string {
  return tex.replace(/\\live\{([A-Za-z][A-Za-z0-9-]*)\}/g, (whole, id) => {
    const i = symbols.findIndex(symbol => symbol.id === id)
    return i < 0 ? whole : `\\htmlClass{lesson-symbol-${i}}{${symbols[i].tex}}`
  })
}

/**
 * A display formula whose symbols say what they are now. Each can be pointed at in the formula; the same symbols stand below
 * it as a list, which the keyboard and screen readers reach. The chart of the one that is looked at is highlighted.
 */
export function Formula({ formula }: { readonly formula: DisplayFormula }) {
  const { symbols = [] } = formula
  const [looked, setLooked] = useState<number | null>(null)
  useHighlight(looked === null ? undefined : symbols[looked]?.chart)
  const place = useRef<HTMLElement | null>(null)
  const onMade = useCallback((made: HTMLElement) => {
    place.current = made
    const over = (event: Event): void => setLooked(symbolAt(event.target))
    const out = (): void => setLooked(null)
    made.addEventListener('pointerover', over)
    made.addEventListener('pointerleave', out)
    return () => {
      made.removeEventListener('pointerover', over)
      made.removeEventListener('pointerleave', out)
    }
  }, [])
  useEffect(() => {
    const marked = looked === null ? [] : Array.from(place.current?.querySelectorAll(`.lesson-symbol-${looked}`) ?? [])
    for (const each of marked) each.classList.add('looked')
    return () => {
      for (const each of marked) each.classList.remove('looked')
    }
  }, [looked])
  return (
    <div className="lesson-formula">
      <Tex tex={texOf(formula)} display onMade={onMade} />
      {symbols.length > 0 && (
        <ul className="lesson-symbols" aria-label={words.symbols}>
          {symbols.map((symbol, i) => (
            <SymbolValue
              key={symbol.id}
              symbol={symbol}
              looked={looked === i}
              onLook={on => setLooked(on ? i : null)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface SymbolValueProps {
  readonly symbol: LessonSymbol
  readonly looked: boolean
  readonly onLook: (on: boolean) => void
}

function SymbolValue({ symbol, looked, onLook }: SymbolValueProps) {
  const scene = useScene()
  const show = (): void => {
    if (symbol.chart) figureOf(symbol.chart)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <li>
      <button
        type="button"
        className={`lesson-symbol ${looked ? 'looked' : ''}`}
        onFocus={() => onLook(true)}
        onBlur={() => onLook(false)}
        onPointerEnter={() => onLook(true)}
        onPointerLeave={() => onLook(false)}
        onClick={show}
      >
        <Tex tex={symbol.tex} /> <span className="symbol-means">{symbol.means}</span>{' '}
        <strong>{writeQuantity(evaluate(scene, symbol.value), symbol.as)}</strong>
      </button>
    </li>
  )
}

/** The number of the symbol that an element of the formula belongs to. */
function symbolAt(target: EventTarget | null): number | null {
  const symbol = target instanceof Element ? target.closest('[class*="lesson-symbol-"]') : null
  const number = symbol && /lesson-symbol-(\d+)/.exec(symbol.getAttribute('class') ?? '')
  return number ? Number(number[1]) : null
}

/** The chart itself; the place that it has on the page while it is being loaded. */
function figureOf(chart: string): Element | null {
  const id = CSS.escape(chart)
  const [charts] = document.getElementsByClassName('lesson-charts')
  return charts?.querySelector(`[data-chart="${id}"]`) ?? charts?.querySelector(`[data-shows="${id}"]`) ?? null
}

function useHighlight(chart: string | undefined): void {
  useEffect(() => {
    const figure = chart === undefined ? null : figureOf(chart)
    figure?.classList.add('chart-lit')
    return () => figure?.classList.remove('chart-lit')
  }, [chart])
}
