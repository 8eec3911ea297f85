/** Books: the independent ledgers of an installation, and the money that goes between them. */
export { checks } from './checks.ts'
export { createBook } from './create-book.ts'
export { jobs } from './jobs.ts'
export { placement } from './placement.ts'
export { bookRoutes } from './routes.ts'
export { sendBetween } from './send.ts'
export { bookNames } from './store.ts'
export type { NewBookTransfer } from './transfer.ts'
