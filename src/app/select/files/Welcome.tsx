import { filesText } from '../../../text/select/files'
import { Marked } from '../../Marked'
import { FileChooser } from './FileChooser'

const EXAMPLE = `id,group,teacher,step-500,step-1000,tokens
0,easy,-0.31,-0.52,-0.44,6
1,easy,-1.20,-1.61,-1.38,6
2,hard,-2.77,-9.14,-5.92,8`

/** Where nothing has been opened yet: what can be, and how. */
export function Welcome() {
  return (
    <div className="panel welcome">
      <h2>{filesText.welcome.title}</h2>
      <p>
        <Marked text={filesText.welcome.drop} />
      </p>
      <FileChooser main={true} />
      <p className="welcome-private">{filesText.welcome.private}</p>
      <details className="more">
        <summary>{filesText.welcome.exampleTitle}</summary>
        <pre className="welcome-example">{EXAMPLE}</pre>
        <p>
          <Marked text={filesText.welcome.example} />
        </p>
      </details>
    </div>
  )
}
