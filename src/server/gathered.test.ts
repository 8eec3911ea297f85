import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { groups, hold, type Sending, thing, thingServer } from '../../test/things.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { send, made } = thingServer(db)
beforeEach(() => groups.splice(0))

const post = (name: string, more: Sending = {}) => send('/v1/gathered', { body: { ...thing, name }, ...more })

/** Sends all of these while the one before them is still in work, so that they make the next group. */
async function together(sending: () => ReturnType<typeof post>[]) {
  const open = hold()
  const first = post('first')
  await wait(50)
  const answers = sending()
  await wait(100)
  open()
  expect((await first).status).toBe(201)
  return Promise.all(answers)
}

type Row = Readonly<{ actor: string; request: string; xmin: string }>
const eventsOf = async (answers: readonly Readonly<{ body: Record<string, unknown> }>[]) => {
  const found: Row[] = []
  for (const { body } of answers) {
    const [row] = await db.superuser(
      `select actor, request, xmin::text from audit_event where subject = '${String(body['id'])}'`
    )
    found.push(row as Row)
  }
  return found
}

describe('requests that arrive while others are in work', () => {
  test('are done in one transaction, each with its own answer, actor and request', async () => {
    const answers = await together(() =>
      Array.from({ length: 30 }, (_, i) => post(`thing ${i}`, { who: i % 2 === 0 ? 'anna' : 'berta' }))
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(answers.map(({ body }) => body['together'])).toEqual(answers.map(() => 30))
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(30)
    const events = await eventsOf(answers)
    expect(new Set(events.map(({ xmin }) => xmin)).size).toBe(1)
    expect(events.map(({ actor }) => actor)).toEqual(events.map((_, i) => (i % 2 === 0 ? 'anna' : 'berta')))
    expect(events.map(({ request }) => request)).toEqual(
      answers.map(({ headers }) => headers.get('x-request-id'))
    )
  })

  test('with one key act once: the second is told that the first is in flight, and later its answer', async () => {
    const before = await made()
    const [one, two, other] = await together(() => [
      post('twin', { key: 'the-same' }),
      post('twin', { key: 'the-same' }),
      post('other')
    ])
    expect(one?.status).toBe(201)
    expect(two).toMatchObject({ status: 409, body: { code: 'http.key_in_flight' } })
    expect(other?.status).toBe(201)
    const later = await post('twin', { key: 'the-same' })
    expect(later.text).toBe(one?.text)
    expect(later.headers.get('idempotency-replayed')).toBe('true')
    expect(await made()).toBe(before + 3)
  })

  test('with the key of another body, answered or not, are refused and nothing else is', async () => {
    await post('known', { key: 'used' })
    const [known, another, fresh] = await together(() => [
      post('known', { key: 'used' }),
      post('quite another', { key: 'used', who: 'anna' }),
      post('fresh')
    ])
    expect(new Set([known?.status, another?.status])).toEqual(new Set([201, 409]))
    expect(fresh?.status).toBe(201)
    expect((await post('quite another', { key: 'used' })).status).toBe(422)
  })

  test('are refused alone', async () => {
    const answers = await together(() => ['a', 'refused', 'b', 'refused', 'c'].map((name) => post(name)))
    expect(answers.map(({ status }) => status)).toEqual([201, 422, 201, 422, 201])
    expect(groups).toHaveLength(2)
  })

  test('survive one that breaks their transaction, which alone fails and leaves nothing', async () => {
    const before = await made()
    const names = ['a', 'b', 'c', 'bug', 'd', 'e', 'f']
    const answers = await together(() => names.map((name) => post(name, { key: `with-a-bug-${name}` })))
    expect(answers.map(({ status }) => status)).toEqual(names.map((name) => (name === 'bug' ? 500 : 201)))
    expect(answers[3]?.text).not.toContain('secret')
    expect(await made()).toBe(before + 7)
    const again = await post('a', { key: 'with-a-bug-a' })
    expect(again.text).toBe(answers[0]?.text)
  })

  test('and go apart never come together, nor wait for each other', async () => {
    const open = hold()
    const priced = (name: string, currency: string) => ({
      body: { name, price: { amount: 1999, currency } }
    })
    const answers = [post('a', priced('a', 'USD')), post('b', priced('b', 'EUR'))]
    await vi.waitFor(() => expect(groups.map((group) => group.join()).toSorted()).toEqual(['a', 'b']))
    const names = ['c', 'd', 'e', 'f']
    for (const [i, name] of names.entries()) answers.push(post(name, priced(name, i % 2 ? 'EUR' : 'USD')))
    await wait(50)
    open()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 201))
    for (const group of groups)
      expect(new Set(group.map((name) => 'bdf'.includes(name))).size, group.join()).toBe(1)
    expect(groups.flat().toSorted()).toEqual(['a', 'b', ...names])
  })

  test('and must come one after the other are put off to the next group, in their order', async () => {
    const answers = await together(() => ['x', 'y', 'x', 'x'].map((name) => post(name)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(groups).toEqual([['first'], ['x', 'y', 'x', 'x'], ['x', 'x'], ['x']])
  })
})
