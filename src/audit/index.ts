/** The log of everything that happened: events, written in the transaction of what they tell, and put in one order. */
export { Event, type NewEvent, SequencedEvent } from './event.ts'
export { emit } from './emit.ts'
export { type EventOf, eventTypes } from './event-types.ts'
export { jobs } from './jobs.ts'
export { routes } from './routes.ts'
export {
  countEvents,
  eventMark,
  eventsAbout,
  findPlaced,
  lastEvents,
  lastPlace,
  listEvents,
  type OwnedEvent
} from './store.ts'
