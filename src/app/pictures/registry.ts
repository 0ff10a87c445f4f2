import type { ComponentType } from 'react'
import { Disc } from './Disc'
import type { PictureProps } from './picture'

/** A scenario names its own picture by id; a new kind of picture is a file and a line here. */
export const PICTURES: Readonly<Record<string, ComponentType<PictureProps>>> = {
  disc: Disc,
}
