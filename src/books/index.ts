/** Books: the independent ledgers of an installation, and the money that goes between them. */
export { placement } from './placement.ts'
