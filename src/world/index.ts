/** The world of the demonstration: ninety days of a small marketplace, by the operations of the API. */
export { fillWorld, type WorldSummary } from './fill.ts'
/** The world's exchange rates, which go on when it has ended. */
export { exampleRatesJob } from './rates.ts'
