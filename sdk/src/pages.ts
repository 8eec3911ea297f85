import type { Call, CallOptions, Page, Send } from './call.ts'
import { KontorError } from './error.ts'

/** Each item of a list, page by page: the next page is asked for once all items of the one before were taken. */
export async function* pagesOf<Item>(
  send: Send,
  call: Call,
  options: CallOptions & Readonly<{ cursor?: string | undefined }>
): AsyncGenerator<Item, void, undefined> {
  let cursor = options.cursor
  for (;;) {
    const asked = { ...options, cursor }
    const { items, next } = await send<Page<Item>>(call, asked)
    yield* items
    if (next === null) return
    if (next === cursor) {
      throw new KontorError({
        code: 'sdk.answer_invalid',
        detail: `${call.method} ${call.path} named the same page as the next one.`
      })
    }
    cursor = next
  }
}
