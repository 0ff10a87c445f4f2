import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { applyTheme, rememberedTheme } from './app/theme'
import { useLab } from './state/lab'
import { keepOffline } from './state/offline'
import { openRecording } from './state/recording'
import { startPage } from './state/view'
import { startKeeping } from './state/visits'
import './app/styles/index.css'

applyTheme(rememberedTheme())
startPage()
startKeeping()
void openRecording()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

// The copy on the device is made when the page itself has all it needs to run.
if (import.meta.env.PROD) {
  const unsubscribe = useLab.subscribe(({ backend }) => {
    if (!backend) return
    unsubscribe()
    void keepOffline()
  })
}
