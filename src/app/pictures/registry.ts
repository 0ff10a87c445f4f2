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
function later(load: () => Promise<ComponentType<PictureProps>>): ComponentType<PictureProps> {
  return lazy<ComponentType<PictureProps>>(async () => ({ default: await load() }))
}

/** A scenario names its own pictures by id; a new kind of picture is a file and a line here. */
export const PICTURES: Readonly<Record<string, NamedPicture>> = {
  disc: { name: pictureNames.of.disc, Picture: later(async () => (await import('./Disc')).Disc) },
  dots: { name: pictureNames.of.dots, Picture: later(async () => (await import('./InfiniteKl')).InfiniteKl) },
  'coverage-dots': {
    name: pictureNames.of['coverage-dots'],
    Picture: later(async () => (await import('./CoverageDots')).CoverageDots),
  },
  growth: { name: pictureNames.of.growth, Picture: later(async () => (await import('./Growth')).Growth) },
  sentences: { name: pictureNames.of.sentences, Picture: later(async () => (await import('./Sentences')).Sentences) },
  'mean-profile': {
    name: pictureNames.of['mean-profile'],
    Picture: later(async () => (await import('./MeanProfile')).MeanProfile),
  },
  gains: { name: pictureNames.of.gains, Picture: later(async () => (await import('./Gains')).Gains) },
  picks: { name: pictureNames.of.picks, Picture: later(async () => (await import('./Picks')).Picks) },
  classes: { name: pictureNames.of.classes, Picture: later(async () => (await import('./Classes')).Classes) },
  figure1: { name: pictureNames.of.figure1, Picture: later(async () => (await import('./Figure1')).Figure1) },
  passAtN: { name: pictureNames.of.passAtN, Picture: later(async () => (await import('./PassAtN')).PassAtN) },
  rules: { name: pictureNames.of.rules, Picture: later(async () => (await import('./Rules')).Rules) },
  graph: { name: pictureNames.of.graph, Picture: later(async () => (await import('./Graph')).Graph) },
}

/** Ids of a scenario's pictures, the first in front. */
export function picturesOf({ picture = [] }: Pick<Scenario, 'picture'>): readonly string[] {
  return typeof picture === 'string' ? [picture] : picture
}
