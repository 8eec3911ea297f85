/** What an API is made of: routes, pages, jobs, idempotency keys. */
export type { Check, CheckResult } from './check.ts'
export { type Job, nextDue, passTime, runJobs } from './job.ts'
export { type Act, playTimeline, type Timeline } from './timeline.ts'
export { pageOf, pageQuery, readCursor, toPage } from './page.ts'
export {
  type Actor,
  type ActorKind,
  actorKinds,
  askedOf,
  ImageBody,
  ImageReply,
  keyOwner,
  notYet,
  type Route,
  route,
  type RouteRequest
} from './route.ts'
export { claimKeys, claimWork, dropOldAnswers, findAnswers, keepAnswers, type UsedKey } from './store.ts'
export { Waiting } from './waiting.ts'
