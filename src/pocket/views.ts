import { z } from 'zod'
import { pageOf } from '../api/index.ts'
import { MerchantBalances } from '../merchants/index.ts'
import { DisputeView, EvidenceView, OrderSummary, OrderView } from '../orders/index.ts'
import { NextPayout } from '../payouts/index.ts'
import { Timestamp } from '../kernel/index.ts'
import type { ApiAnswer, CallApi, Problem } from '../server/index.ts'

/** A refusal of the API, on its way to the page that tells it. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** What the answer holds, read by the schema of the route; throws Refused where it is a refusal. */
export function valueOf<T extends z.ZodType>(schema: T, answer: ApiAnswer): z.output<T> {
  if (!answer.ok) throw new Refused(answer.problem)
  return z.decode(schema, answer.value as z.input<T>)
}

const Me = z.object({
  kind: z.string(),
  merchantId: z.string().nullable(),
  buyerId: z.string().nullable(),
  session: z.object({ expiresAt: Timestamp }).nullable()
})
const Orders = pageOf(OrderSummary)
const Disputes = pageOf(DisputeView)

type OrderList = z.output<typeof Orders>
export type Balances = z.output<typeof MerchantBalances>
export type Next = z.output<typeof NextPayout>
export { EvidenceView }

/** Who is signed in: on which side of an order, as whom, and until when; null where a key was sent. */
export type Who = Readonly<{ side: 'buyer' | 'merchant'; id: string; until: Date | null }>

/** The person behind the visit; undefined where somebody is signed in for whom there are no pages here. */
export async function whoIs(api: CallApi): Promise<Who | undefined> {
  const me = valueOf(Me, await api({ method: 'GET', path: '/v1/me' }))
  const until = me.session?.expiresAt ?? null
  if (me.kind === 'buyer' && me.buyerId !== null) return { side: 'buyer', id: me.buyerId, until }
  if (me.kind === 'merchant' && me.merchantId !== null) return { side: 'merchant', id: me.merchantId, until }
  return undefined
}

export async function orderOf(api: CallApi, orderId: string): Promise<OrderView> {
  const path = `/v1/orders/${encodeURIComponent(orderId)}?include=merchant` as const
  return valueOf(OrderView, await api({ method: 'GET', path }))
}

export async function ordersOf(api: CallApi, query: Readonly<Record<string, string>>): Promise<OrderList> {
  return valueOf(
    Orders,
    await api({ method: 'GET', path: `/v1/orders?${new URLSearchParams(query).toString()}` })
  )
}

export async function openDisputes(api: CallApi): Promise<z.output<typeof Disputes>> {
  return valueOf(Disputes, await api({ method: 'GET', path: '/v1/disputes?state=open' }))
}

export async function balancesOf(api: CallApi, merchantId: string): Promise<Balances> {
  return valueOf(MerchantBalances, await api({ method: 'GET', path: `/v1/merchants/${merchantId}/balance` }))
}

export async function nextPayoutOf(api: CallApi, merchantId: string): Promise<Next> {
  return valueOf(NextPayout, await api({ method: 'GET', path: `/v1/merchants/${merchantId}/next-payout` }))
}
