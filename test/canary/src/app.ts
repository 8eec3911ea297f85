import { post } from './ledger/post.ts'; export const app = post
