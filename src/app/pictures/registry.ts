import type { ComponentType } from 'react'
import type { Scenario } from '../../scenarios/scenario'
import { picturesText } from '../../text/pictures'
import { Classes } from './Classes'
import { CoverageDots } from './CoverageDots'
import { Disc } from './Disc'
import { Figure1 } from './Figure1'
import { Gains } from './Gains'
import { Graph } from './Graph'
import { Growth } from './Growth'
import { InfiniteKl } from './InfiniteKl'
import { MeanProfile } from './MeanProfile'
import { PassAtN } from './PassAtN'
import { Picks } from './Picks'
import type { PictureProps } from './picture'
import { Rules } from './Rules'
import { Sentences } from './Sentences'

interface NamedPicture {
  /** On its tab, where it is one of several. */
  readonly name: string
  readonly Picture: ComponentType<PictureProps>
}

/** A scenario names its own pictures by id; a new kind of picture is a file and a line here. */
export const PICTURES: Readonly<Record<string, NamedPicture>> = {
  disc: { name: picturesText.names.disc, Picture: Disc },
  dots: { name: picturesText.names.dots, Picture: InfiniteKl },
  'coverage-dots': { name: picturesText.names['coverage-dots'], Picture: CoverageDots },
  growth: { name: picturesText.names.growth, Picture: Growth },
  sentences: { name: picturesText.names.sentences, Picture: Sentences },
  'mean-profile': { name: picturesText.names['mean-profile'], Picture: MeanProfile },
  gains: { name: picturesText.names.gains, Picture: Gains },
  picks: { name: picturesText.names.picks, Picture: Picks },
  classes: { name: picturesText.names.classes, Picture: Classes },
  figure1: { name: picturesText.names.figure1, Picture: Figure1 },
  passAtN: { name: picturesText.names.passAtN, Picture: PassAtN },
  rules: { name: picturesText.names.rules, Picture: Rules },
  graph: { name: picturesText.names.graph, Picture: Graph },
}

/** Ids of a scenario's pictures, the first in front. */
export function picturesOf({ picture = [] }: Pick<Scenario, 'picture'>): readonly string[] {
  return typeof picture === 'string' ? [picture] : picture
}
