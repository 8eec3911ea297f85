/** The pocket: pages for a phone on a weak network, for buyers and merchants. A client of the API. */
export { pocket } from './pocket.ts'
