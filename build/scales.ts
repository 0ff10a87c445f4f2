/** What recharts gets as `victory-vendor/d3-scale`, which it searches by name: see vite.config.ts. */
export { scaleBand, scaleLinear, scaleLog, scalePoint, scaleSqrt } from 'd3-scale'
