import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { applyTheme, rememberedTheme } from './app/theme'
import { startLab } from './state/lab'
import './app/styles/index.css'

applyTheme(rememberedTheme())
startLab()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
