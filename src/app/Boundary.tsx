import { Component, type ReactNode } from 'react'
import { appText } from '../text/app'

interface BoundaryProps {
  readonly children: ReactNode
}

/** Keeps the rest of the page alive where a part of it cannot be drawn, and says so. */
export class Boundary extends Component<BoundaryProps, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null }

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override componentDidMount() {
    window.addEventListener('popstate', this.draw)
  }

  override componentWillUnmount() {
    window.removeEventListener('popstate', this.draw)
  }

  /** Other settings may well be drawn. */
  private readonly draw = () => this.setState({ message: null })

  override render() {
    const { message } = this.state
    if (message === null) return this.props.children
    return (
      <main className="panel empty" role="alert">
        <p>{appText.notDrawn(message.replace(/\.$/, ''))}</p>
        <button type="button" className="button" onClick={this.draw}>
          {appText.again}
        </button>
      </main>
    )
  }
}
