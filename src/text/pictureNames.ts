import { words } from './language'

/** What the pictures are called on their tabs; apart from their words, which come with each of them. */
export const pictureNames = words('pictures/names', {
  region: 'Pictures of this scenario',
  tabs: 'Pictures',
  of: {
    disc: 'Disc',
    dots: 'Datasets',
    'coverage-dots': 'Datasets',
    growth: 'Growth',
    sentences: 'Sentences',
    'mean-profile': 'Mean profile',
    gains: 'Gains',
    picks: 'Picks',
    classes: 'Classes',
    figure1: 'Figure 1',
    passAtN: 'Pass@N',
    rules: 'Rules',
    graph: 'Graph',
  },
})
