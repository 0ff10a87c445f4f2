import { type ComponentType, lazy } from 'react'
import type { Scenario } from '../../scenarios/scenario'
import { pictureNames } from '../../text/pictureNames'
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
  disc: { name: pictureNames.of.disc, Picture: later('Disc', () => import('./Disc')) },
  dots: { name: pictureNames.of.dots, Picture: later('InfiniteKl', () => import('./InfiniteKl')) },
  'coverage-dots': {
    name: pictureNames.of['coverage-dots'],
    Picture: later('CoverageDots', () => import('./CoverageDots')),
  },
  growth: { name: pictureNames.of.growth, Picture: later('Growth', () => import('./Growth')) },
  sentences: { name: pictureNames.of.sentences, Picture: later('Sentences', () => import('./Sentences')) },
  'mean-profile': {
    name: pictureNames.of['mean-profile'],
    Picture: later('MeanProfile', () => import('./MeanProfile')),
  },
  gains: { name: pictureNames.of.gains, Picture: later('Gains', () => import('./Gains')) },
  picks: { name: pictureNames.of.picks, Picture: later('Picks', () => import('./Picks')) },
  classes: { name: pictureNames.of.classes, Picture: later('Classes', () => import('./Classes')) },
  figure1: { name: pictureNames.of.figure1, Picture: later('Figure1', () => import('./Figure1')) },
  passAtN: { name: pictureNames.of.passAtN, Picture: later('PassAtN', () => import('./PassAtN')) },
  rules: { name: pictureNames.of.rules, Picture: later('Rules', () => import('./Rules')) },
  graph: { name: pictureNames.of.graph, Picture: later('Graph', () => import('./Graph')) },
}

/** Ids of a scenario's pictures, the first in front. */
export function picturesOf({ picture = [] }: Pick<Scenario, 'picture'>): readonly string[] {
  return typeof picture === 'string' ? [picture] : picture
}
