import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { applyTheme, rememberedTheme } from './app/theme'
import { openRecording } from './state/recording'
import { startPage } from './state/view'
import './app/styles/index.css'

applyTheme(rememberedTheme())
startPage()
void openRecording()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
