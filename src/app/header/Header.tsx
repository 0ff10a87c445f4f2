import { useState } from 'react'
import { useView } from '../../state/view'
import { headerText } from '../../text/header'
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
      <h1>{headerText.lab}</h1>
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

function ThemeSwitch() {
  const [theme, setTheme] = useState(rememberedTheme)
  const choose = (next: Theme): void => {
    applyTheme(next)
    setTheme(next)
  }
  const options = THEMES.map(value => ({
    value,
    label: headerText.themes[value],
    ...(value === 'system' ? { description: headerText.asTheSystem } : {}),
  }))
  return <Segmented legend={headerText.theme} legendHidden options={options} value={theme} onChoose={choose} />
}
