import { post } from '../ledger/post.ts'; import pg from 'pg'; import { Hono } from 'hono'; export const hold = [post, pg, Hono]
