import { useState } from 'react'
import { useView } from '../../state/view'
import { Segmented } from '../controls/Segmented'
import { Shown } from '../controls/Shown'
import { GlossaryButton } from '../glossary/GlossaryButton'
import { ShareButton } from '../share/ShareButton'
import { applyTheme, rememberedTheme, THEMES, type Theme } from '../theme'
import { BackendChip } from './BackendChip'
import { Views } from './Views'

/** Name, views, backend of the run, link and theme. */
export function Header() {
  const view = useView(state => state.view)
  return (
    <header className="header">
      <h1>Coverage Lab</h1>
      <Shown id="views">
        <Views />
      </Shown>
      <div className="header-tools">
        {view !== 'sweep' && <BackendChip />}
        <GlossaryButton />
        <ShareButton />
        <ThemeSwitch />
      </div>
    </header>
  )
}

const LABELS: Record<Theme, string> = { system: 'Auto', light: 'Light', dark: 'Dark' }

function ThemeSwitch() {
  const [theme, setTheme] = useState(rememberedTheme)
  const choose = (next: Theme): void => {
    applyTheme(next)
    setTheme(next)
  }
  const options = THEMES.map(value => ({
    value,
    label: LABELS[value],
    ...(value === 'system' ? { description: 'As the system is set' } : {}),
  }))
  return <Segmented legend="Theme" legendHidden options={options} value={theme} onChoose={choose} />
}
