/** The world of the demonstration: ninety days of a small marketplace, by the operations of the API. */
export { fillWorld, type WorldSummary } from './fill.ts'
