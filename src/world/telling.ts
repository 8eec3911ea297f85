import { day, hour, later, minute } from '../kernel/index.ts'
import type { Chance } from './chance.ts'
import type { Deed, Method, PlannedPayment, Step } from './step.ts'

/** What a fate may know of the order that it happens to. */
export type Subject = Readonly<{
  at: Date
  /** When the world ends. */
  until: Date
  totalMinor: bigint
  /** Quantities of the items of each merchant's part. */
  parts: readonly (readonly number[])[]
}>

/** Tells the life of one order, deed after deed; time goes on between them. */
export type Telling = Readonly<{
  chance: Chance
  /** Lets between so many hours pass. */
  wait(fromHours: number, toHours: number): Telling
  /** Goes on so many hours before the end. */
  beforeEnd(fromHours: number, toHours: number): Telling
  does(deed: Deed): Telling
  /** Time goes on until the evening of a working day in which the money is there. */
  pay(differs?: Partial<PlannedPayment>): Telling
  /** Several payments at once, that share the total by these weights. */
  payBy(methods: readonly Method[], differs?: Partial<PlannedPayment>): Telling
  /** A part leaves the merchant after a day or so. */
  ship(part?: number, quantities?: readonly number[] | null): Telling
  /** A shipment arrives after some days, with one of the three proofs. */
  deliver(shipment?: number): Telling
  steps(): readonly Step[]
}>

const proofs = [
  ...(['signed', 'signed', 'signed', 'signed'] as const),
  ...(['carrier_event', 'carrier_event', 'carrier_event', 'carrier_event', 'code'] as const)
] as const

/** Carriers fetch parcels once a working day, and report deliveries once a working day (hours UTC). */
const pickUpHour = 16
const reportHour = 19
/** After that the jobs catch up. */
export const catchUpHour = 20

/** The next time that it is this hour of a day from Monday to Friday. */
export function nextHour(at: Date, hours: number): Date {
  const midnight = Math.floor(at.getTime() / day) * day
  for (let ahead = 0; ; ahead++) {
    const found = new Date(midnight + ahead * day + hours * hour)
    if (found > at && isWorkingDay(found)) return found
  }
}

/** Whether it is a day from Monday to Friday (UTC). */
export const isWorkingDay = (at: Date) => at.getUTCDay() >= 1 && at.getUTCDay() <= 5

const methods = [
  ...(['card', 'card', 'card', 'card', 'card', 'card'] as const),
  ...(['wallet', 'wallet', 'wallet', 'wallet', 'bank_transfer'] as const)
] as const

/** Whether the money comes later than the order, though within a day. */
const comesLater = ({ method, token }: PlannedPayment) =>
  (method === 'bank_transfer' && token === null) || token === 'tok_late_capture'

function paymentOf(chance: Chance, minor: bigint, differs: Partial<PlannedPayment>): PlannedPayment {
  const method = differs.method ?? chance.pick(methods)
  const instalments = method === 'card' && chance.happens(15) ? chance.pick([3, 6, 12]) : 1
  return { minor, method, capture: 'automatic', instalments, token: null, ...differs }
}

/** Begins to tell of an order, at the moment it is made. */
export function tell(subject: Subject, chance: Chance): Telling {
  const steps: Step[] = []
  let at = subject.at
  let shipments = 0
  const paid = (payments: readonly PlannedPayment[]): Telling => {
    telling.does({ kind: 'pay', payments })
    const comes = payments.some(comesLater) ? later(at, day) : at
    at = later(nextHour(comes, catchUpHour), minute)
    return telling
  }
  /** Told at that hour, it happened some time in the hours before, but after what happened before it. */
  const toldAt = (hourOfDay: number, hoursBefore: number, deed: Deed): Telling => {
    const earliest = at
    at = nextHour(at, hourOfDay)
    const happened = later(at, -chance.between(1, hoursBefore * 60) * minute)
    steps.push({ happened: happened > earliest ? happened : at, at, deed })
    return telling
  }
  const telling: Telling = {
    chance,
    wait(fromHours, toHours) {
      at = later(at, fromHours * hour + chance.between(1, (toHours - fromHours) * 60 + 1) * minute)
      return telling
    },
    beforeEnd(fromHours, toHours) {
      const earliest = at
      at = later(subject.until, -toHours * hour)
      telling.wait(0, toHours - fromHours)
      if (at < earliest) at = earliest
      return telling
    },
    does(deed) {
      steps.push({ happened: at, at, deed })
      return telling
    },
    pay: (differs = {}) => paid([paymentOf(chance, subject.totalMinor, differs)]),
    payBy(by, differs = {}) {
      const share = subject.totalMinor / BigInt(by.length)
      const last = subject.totalMinor - share * BigInt(by.length - 1)
      return paid(
        by.map((method, no) => paymentOf(chance, no === by.length - 1 ? last : share, { method, ...differs }))
      )
    },
    ship(part = 0, quantities = null) {
      telling.wait(1, 16)
      return toldAt(pickUpHour, 3, { kind: 'ship', no: shipments++, part, quantities })
    },
    deliver(shipment = 0) {
      telling.wait(16, 30)
      if (chance.happens(5)) telling.does({ kind: 'track', shipment, code: 'in_transit' }).wait(8, 30)
      if (chance.happens(3)) telling.does({ kind: 'track', shipment, code: 'attempt_failed' }).wait(16, 26)
      telling.wait(2, 46)
      return toldAt(reportHour, 9, { kind: 'deliver', shipment, proof: chance.pick(proofs) })
    },
    steps: () => steps
  }
  return telling
}
