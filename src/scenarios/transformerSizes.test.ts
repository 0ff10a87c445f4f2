import { expect, it } from 'vitest'
import { defaultConfig, fitted } from '../config/settings'
import { parseConfig } from '../config/validate'

it('fits every width to every number of heads within its range', () => {
  const config = defaultConfig('graph-horizon')
  for (let heads = 1; heads <= 8; heads++) {
    for (let width = 8; width <= 384; width++) {
      const { config: fitting } = fitted({ ...config, values: { ...config.values, width, heads } })
      expect(fitting.values.width % heads).toBe(0)
      expect(Math.abs(fitting.values.width - width)).toBeLessThan(heads)
      expect(parseConfig(fitting)).toEqual(fitting)
    }
  }
})
