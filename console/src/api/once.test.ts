import { describe, expect, test } from 'vitest'
import { once } from './once.ts'
import { Problem } from './problem.ts'

const lost = () => new Problem(0, {})
const refused = () => new Problem(422, { code: 'orders.closed', detail: 'The order is closed.' })
const calm = () => Promise.resolve()

/** An act that answers, in turn, what it is told to; and what was sent under which key. */
function acting(...answers: (string | Problem)[]) {
  const sent: (readonly [body: string, key: string])[] = []
  let keys = 0
  const act = once(
    (body: string, key: string) => {
      sent.push([body, key])
      const answer = answers.shift() ?? 'done'
      return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer)
    },
    () => `key-${++keys}`,
    calm
  )
  return { act, sent }
}

describe('an act', () => {
  test('whose answer is lost is sent again by itself, under the same key', async () => {
    const { act, sent } = acting(lost(), lost(), 'done')
    expect(await act.send('a')).toBe('done')
    expect(sent).toEqual([
      ['a', 'key-1'],
      ['a', 'key-1'],
      ['a', 'key-1']
    ])
  })

  test('that is never answered keeps its key and its content until it is', async () => {
    const { act, sent } = acting(lost(), lost(), lost())
    await expect(act.send('a')).rejects.toMatchObject({ outcome: 'unknown' })
    expect(act.isOpen()).toBe(true)
    await act.send(null)
    expect(sent.at(-1)).toEqual(['a', 'key-1'])
    expect(act.isOpen()).toBe(false)
    await expect(act.send(null)).rejects.toThrow('nothing was sent')
  })

  test('that was refused changed nothing, so the next is another one', async () => {
    const { act, sent } = acting(refused(), 'done')
    await expect(act.send('a')).rejects.toMatchObject({ outcome: 'refused', code: 'orders.closed' })
    await act.send('a')
    expect(sent.map(([, key]) => key)).toEqual(['key-1', 'key-2'])
  })

  test.each([401, 403, 429])(
    'that may have happened is not over when its repeat is answered %d',
    async (status) => {
      const { act, sent } = acting(lost(), new Problem(status, { code: 'http.some' }), 'done')
      await expect(act.send('a')).rejects.toMatchObject({ outcome: 'unknown' })
      expect(act.isOpen()).toBe(true)
      await act.send('b')
      expect(sent.map(([, key]) => key)).toEqual(['key-1', 'key-1', 'key-1'])
      expect(sent.at(-1)?.[0]).toBe('a')
    }
  )

  test('that is refused at once for want of a session is over', async () => {
    const { act, sent } = acting(new Problem(401, { code: 'http.key_missing' }), 'done')
    await expect(act.send('a')).rejects.toMatchObject({ outcome: 'refused' })
    await act.send('a')
    expect(sent.map(([, key]) => key)).toEqual(['key-1', 'key-2'])
  })

  test('is open while it is on its way, for whoever comes back to it, and not after its answer', async () => {
    const { act } = acting('done')
    const sending = act.send('a')
    expect(act.isOpen()).toBe(true)
    await sending
    expect(act.isOpen()).toBe(false)
  })

  test('pressed twice at once is sent once', async () => {
    const { act, sent } = acting('done')
    const both = await Promise.all([act.send('a'), act.send('a')])
    expect(both).toEqual(['done', 'done'])
    expect(sent).toHaveLength(1)
  })
})

describe('what is known of a problem', () => {
  test.each([
    [0, {}, 'unknown'],
    [500, { code: 'server.bug' }, 'unknown'],
    [503, {}, 'unknown'],
    [409, { code: 'http.key_in_flight' }, 'unknown'],
    [409, { code: 'orders.paid_already' }, 'refused'],
    [422, { code: 'orders.closed' }, 'refused'],
    [400, {}, 'refused']
  ])('%i %j: %s', (status, document, outcome) => {
    expect(new Problem(status, document).outcome).toBe(outcome)
  })
})
