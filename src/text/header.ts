import { words } from './language'

/** The words of the page's head. */
export const headerText = words('header', {
  lab: 'Coverage Lab',
  views: 'Views',
  explore: 'Explore',
  lessons: 'Lessons',
  sweep: 'Sweep',
  select: 'Select',
  theme: 'Theme',
  themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
  asTheSystem: 'As the system is set',
  backends: { auto: 'Automatic', webgpu: 'WebGPU', wasm: 'WASM', cpu: 'Plain JavaScript' },
  computesOn: 'Computes on ',
  noBackend: 'No backend',
  starting: 'Starting',
  trainsOn: 'The model trains on ',
  adapter: (name: string) => `, adapter: ${name}`,
  noneStarted: 'No backend could be started.',
  looking: 'The lab is looking for the fastest way to compute here.',
  computeOn: 'Compute on',
})
