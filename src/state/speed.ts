import type { Speed } from './types'

/** Seconds that a whole run takes at each speed, machine permitting. */
export const RUN_SECONDS: Readonly<Record<Speed, number>> = { '¼×': 40, '1×': 10, '4×': 2.5, max: 0 }
