import { day, hour, later, minute } from '../kernel/index.ts'
import type { Chance } from './chance.ts'
import type { Deed, Method, PlannedPayment, Step } from './step.ts'

/** What a fate may know of the order that it happens to. */
export type Subject = Readonly<{
  at: Date
  totalMinor: bigint
  /** Quantities of the items of each merchant's part. */
  parts: readonly (readonly number[])[]
}>

/** Tells the life of one order, deed after deed; time goes on between them. */
export type Telling = Readonly<{
  chance: Chance
  /** Lets between so many hours pass. */
  wait(fromHours: number, toHours: number): Telling
  does(deed: Deed): Telling
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

/** Carriers fetch parcels once a day, and report deliveries once a day (hours UTC). */
const pickUpHour = 16
const reportHour = 19

/** The next time that it is this hour of the day. */
function nextHour(at: Date, hours: number): Date {
  const today = later(new Date(Math.floor(at.getTime() / day) * day), hours * hour)
  return today > at ? today : later(today, day)
}

const methods = [
  ...(['card', 'card', 'card', 'card', 'card', 'card'] as const),
  ...(['wallet', 'wallet', 'wallet', 'wallet', 'bank_transfer'] as const)
] as const

/** How long until the money is surely there: the sandbox's time, and a day in which it may be found out. */
const hoursUntilPaid = ({ method, token }: PlannedPayment) =>
  (method === 'bank_transfer' && token === null) || token === 'tok_late_capture' ? 49 : 0

/** Begins to tell of an order, at the moment it is made. */
export function tell(subject: Subject, chance: Chance): Telling {
  const steps: Step[] = []
  let at = subject.at
  let shipments = 0
  const payment = (minor: bigint, differs: Partial<PlannedPayment>): PlannedPayment => {
    const method = differs.method ?? chance.pick(methods)
    const instalments = method === 'card' && chance.happens(15) ? chance.pick([3, 6, 12]) : 1
    return { minor, method, capture: 'automatic', instalments, token: null, ...differs }
  }
  const paid = (payments: readonly PlannedPayment[]): Telling => {
    const hours = Math.max(...payments.map(hoursUntilPaid))
    return telling.does({ kind: 'pay', payments }).wait(hours, hours)
  }
  const telling: Telling = {
    chance,
    wait(fromHours, toHours) {
      at = later(at, fromHours * hour + chance.between(1, (toHours - fromHours) * 60 + 1) * minute)
      return telling
    },
    does(deed) {
      steps.push({ at, deed })
      return telling
    },
    pay: (differs = {}) => paid([payment(subject.totalMinor, differs)]),
    payBy(by, differs = {}) {
      const share = subject.totalMinor / BigInt(by.length)
      const last = subject.totalMinor - share * BigInt(by.length - 1)
      return paid(
        by.map((method, no) => payment(no === by.length - 1 ? last : share, { method, ...differs }))
      )
    },
    ship(part = 0, quantities = null) {
      telling.wait(1, 16)
      at = nextHour(at, pickUpHour)
      return telling.does({ kind: 'ship', no: shipments++, part, quantities })
    },
    deliver(shipment = 0) {
      telling.wait(16, 30)
      if (chance.happens(5)) telling.does({ kind: 'track', shipment, code: 'in_transit' }).wait(8, 30)
      if (chance.happens(3)) telling.does({ kind: 'track', shipment, code: 'attempt_failed' }).wait(16, 26)
      telling.wait(2, 46)
      at = nextHour(at, reportHour)
      return telling.does({ kind: 'deliver', shipment, proof: chance.pick(proofs) })
    },
    steps: () => steps
  }
  return telling
}
