import type { ComponentType } from 'react'
import type { Scenario } from '../../scenarios/scenario'
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
  disc: { name: 'Disc', Picture: Disc },
  dots: { name: 'Datasets', Picture: InfiniteKl },
  'coverage-dots': { name: 'Datasets', Picture: CoverageDots },
  growth: { name: 'Growth', Picture: Growth },
  sentences: { name: 'Sentences', Picture: Sentences },
  'mean-profile': { name: 'Mean profile', Picture: MeanProfile },
  gains: { name: 'Gains', Picture: Gains },
  picks: { name: 'Picks', Picture: Picks },
  classes: { name: 'Classes', Picture: Classes },
  figure1: { name: 'Figure 1', Picture: Figure1 },
  passAtN: { name: 'Pass@N', Picture: PassAtN },
  rules: { name: 'Rules', Picture: Rules },
  graph: { name: 'Graph', Picture: Graph },
}

/** Ids of a scenario's pictures, the first in front. */
export function picturesOf({ picture = [] }: Pick<Scenario, 'picture'>): readonly string[] {
  return typeof picture === 'string' ? [picture] : picture
}
