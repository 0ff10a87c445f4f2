import { useMemo } from 'react'
import { shareText } from '../../text/share'
import { qrDrawing } from './qrPath'

/** Where whoever asks is also who answers. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Black on white in either theme: many readers take no other. */
export function QrCode({ text }: { readonly text: string }) {
  const drawing = useMemo(() => qrDrawing(text), [text])
  if (!drawing) return <p className="control-note">{shareText.qrTooLong}</p>
  const { size, path } = drawing
  return (
    <>
      <svg
        className="qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={shareText.qr}
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="#ffffff" />
        <path d={path} fill="#000000" />
      </svg>
      {LOOPBACK.test(window.location.hostname) && <p className="control-note">{shareText.qrHere}</p>}
    </>
  )
}
