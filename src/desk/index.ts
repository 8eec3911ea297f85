/** The desk: looks across the rooms for whoever runs a marketplace, and keeps the log of requests. */
import type { Route } from '../api/index.ts'
import { requestRoutes } from './request-routes.ts'
import { timelineRoutes } from './timeline.ts'
import { todayRoutes } from './today.ts'

export { type RequestLog, requestLog, type RequestLogSettings } from './request-log.ts'
export type { ServedRequest } from './request.ts'

/** What the desk answers. */
export const deskRoutes: readonly Route[] = [...todayRoutes, ...timelineRoutes, ...requestRoutes]
