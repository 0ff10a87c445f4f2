import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts'

/**
 * The yardstick of a redraw: one history of eight curves of 500 points as recharts draws it, all of it drawn anew whenever the
 * pointer moves.
 */
const CURVES = Array.from({ length: 8 }, (_, curve) => `curve ${curve}`)
const STEPS = Array.from({ length: 500 }, (_, step) => step)

function dataOf(phase: number): Record<string, number>[] {
  return STEPS.map(step => {
    const point: Record<string, number> = { step }
    for (const [i, curve] of CURVES.entries()) {
      point[curve] = Math.exp(-step / (60 + 20 * i)) + 0.02 * Math.sin(step * (i + 1) + phase)
    }
    return point
  })
}

function History() {
  const [data, setData] = useState(() => dataOf(0))
  return (
    <div style={{ width: 900, height: 400 }} onPointerMove={({ clientX }) => setData(dataOf(clientX))}>
      <LineChart width={900} height={400} data={data}>
        <CartesianGrid />
        <XAxis dataKey="step" type="number" />
        <YAxis />
        {CURVES.map((curve, i) => (
          <Line key={curve} dataKey={curve} dot={false} isAnimationActive={false} stroke={`hsl(${45 * i} 70% 45%)`} />
        ))}
      </LineChart>
    </div>
  )
}

createRoot(document.getElementById('root')!).render(<History />)
