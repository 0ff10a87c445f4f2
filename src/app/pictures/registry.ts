import { type ComponentType, lazy } from 'react'
import type { Scenario } from '../../scenarios/scenario'
import type { PictureProps } from './picture'

interface NamedPicture {
  /** On its tab, where it is one of several. */
  readonly name: string
  readonly Picture: ComponentType<PictureProps>
}

/** A picture of one scenario is loaded when that scenario is looked at. */
function later<Name extends string>(
  name: Name,
  load: () => Promise<Record<Name, ComponentType<PictureProps>>>,
): ComponentType<PictureProps> {
  return lazy<ComponentType<PictureProps>>(async () => ({ default: (await load())[name] }))
}

/** A scenario names its own pictures by id; a new kind of picture is a file and a line here. */
export const PICTURES: Readonly<Record<string, NamedPicture>> = {
  disc: { name: 'Disc', Picture: later('Disc', () => import('./Disc')) },
  dots: { name: 'Datasets', Picture: later('InfiniteKl', () => import('./InfiniteKl')) },
  'coverage-dots': { name: 'Datasets', Picture: later('CoverageDots', () => import('./CoverageDots')) },
  growth: { name: 'Growth', Picture: later('Growth', () => import('./Growth')) },
  sentences: { name: 'Sentences', Picture: later('Sentences', () => import('./Sentences')) },
  'mean-profile': { name: 'Mean profile', Picture: later('MeanProfile', () => import('./MeanProfile')) },
  gains: { name: 'Gains', Picture: later('Gains', () => import('./Gains')) },
  picks: { name: 'Picks', Picture: later('Picks', () => import('./Picks')) },
  classes: { name: 'Classes', Picture: later('Classes', () => import('./Classes')) },
  figure1: { name: 'Figure 1', Picture: later('Figure1', () => import('./Figure1')) },
  passAtN: { name: 'Pass@N', Picture: later('PassAtN', () => import('./PassAtN')) },
  rules: { name: 'Rules', Picture: later('Rules', () => import('./Rules')) },
  graph: { name: 'Graph', Picture: later('Graph', () => import('./Graph')) },
}

/** Ids of a scenario's pictures, the first in front. */
export function picturesOf({ picture = [] }: Pick<Scenario, 'picture'>): readonly string[] {
  return typeof picture === 'string' ? [picture] : picture
}
