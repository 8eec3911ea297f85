import { overloaded } from './failures.ts'
import type { Limits } from './limits.ts'

/** Whose body is on its way: a key by its id, or the address of somebody who needs none. */
export type Sender = Readonly<{ name: string; open: boolean }>

/** The place that a request takes among those in work. */
export type Place = Readonly<{
  /**
   * Waits for a body that has not arrived whole, meanwhile among the arriving instead of those in work. Refuses where
   * the sender, those without a key, or all together have too many such, and where no place is free afterwards.
   */
  whileArriving<T>(sender: Sender, arrival: () => Promise<T>): Promise<T>
  leave(): void
}>

/** Admits requests to work, and bodies to arrive, each kind within its own bounds. */
type Places = Readonly<{
  /** Refuses where all places are taken, except whom they are `always` open to: he takes none. */
  enter(always: boolean): Place
}>

/** Whoever sends slowly must not keep those waiting who have sent: the two are counted apart. */
export function places({ requestsMax, arrivingMax, arrivingOpenMax, arrivingOneMax }: Limits): Places {
  let working = 0
  let arriving = 0
  let arrivingOpen = 0
  const ofSender = new Map<string, number>()
  const take = () => {
    if (working >= requestsMax) throw overloaded()
    working++
  }
  const arrive = ({ name, open }: Sender) => {
    const own = ofSender.get(name) ?? 0
    if (arriving >= arrivingMax || own >= arrivingOneMax[open ? 'address' : 'key']) throw overloaded()
    if (open && arrivingOpen >= arrivingOpenMax) throw overloaded()
    arriving++
    if (open) arrivingOpen++
    ofSender.set(name, own + 1)
  }
  const arrived = ({ name, open }: Sender) => {
    arriving--
    if (open) arrivingOpen--
    const own = (ofSender.get(name) ?? 0) - 1
    if (own > 0) ofSender.set(name, own)
    else ofSender.delete(name)
  }
  return {
    enter(always) {
      if (!always) take()
      let mine = !always
      const leave = () => {
        if (mine) working--
        mine = false
      }
      return {
        leave,
        async whileArriving(sender, arrival) {
          arrive(sender)
          leave()
          const found = await arrival().finally(() => arrived(sender))
          take()
          mine = true
          return found
        }
      }
    }
  }
}
