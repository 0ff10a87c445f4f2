import type { ComponentType } from 'react'
import { Classes } from './Classes'
import { CoverageDots } from './CoverageDots'
import { Disc } from './Disc'
import { Gains } from './Gains'
import { Growth } from './Growth'
import { InfiniteKl } from './InfiniteKl'
import { MeanProfile } from './MeanProfile'
import { Picks } from './Picks'
import type { PictureProps } from './picture'
import { Sentences } from './Sentences'

/** A scenario names its own picture by id; a new kind of picture is a file and a line here. */
export const PICTURES: Readonly<Record<string, ComponentType<PictureProps>>> = {
  disc: Disc,
  dots: InfiniteKl,
  'coverage-dots': CoverageDots,
  growth: Growth,
  sentences: Sentences,
  'mean-profile': MeanProfile,
  gains: Gains,
  picks: Picks,
  classes: Classes,
}
