import assert from 'node:assert/strict'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { lookup } from 'node:dns/promises'
import { callbackify } from 'node:util'

/** Whether an address is one of the public internet, to which anybody may send. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed4.check(address, 'ipv4')
  // Of IPv6 only 2000::/3 is given out; mapped and translated IPv4, loopback, link-local and the like are outside of it.
  return family === 6 && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

/** Each range that is refused, with its name: IANA's special-purpose registries, multicast, and what is reserved. */
export const closedRanges: readonly Readonly<{ range: string; what: string }>[] = [
  { range: '0.0.0.0/8', what: 'this network' },
  { range: '10.0.0.0/8', what: 'private' },
  { range: '100.64.0.0/10', what: 'shared by carrier-grade NAT' },
  { range: '127.0.0.0/8', what: 'loopback' },
  { range: '169.254.0.0/16', what: 'link-local' },
  { range: '172.16.0.0/12', what: 'private' },
  { range: '192.0.0.0/24', what: 'protocol assignments' },
  { range: '192.0.2.0/24', what: 'documentation' },
  { range: '192.88.99.0/24', what: '6to4 relays' },
  { range: '192.168.0.0/16', what: 'private' },
  { range: '198.18.0.0/15', what: 'benchmarks' },
  { range: '198.51.100.0/24', what: 'documentation' },
  { range: '203.0.113.0/24', what: 'documentation' },
  { range: '224.0.0.0/4', what: 'multicast' },
  { range: '240.0.0.0/4', what: 'reserved, and broadcast' },
  { range: '2001::/23', what: 'protocol assignments, Teredo' },
  { range: '2001:db8::/32', what: 'documentation' },
  { range: '2002::/16', what: '6to4' },
  { range: '3fff::/20', what: 'documentation' }
]

const listOf = (ranges: readonly string[]) => {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/')
    list.addSubnet(network, parseInt(bits, 10), isIP(network) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}
const isOf6 = ({ range }: Readonly<{ range: string }>) => range.includes(':')
const closed4 = listOf(closedRanges.filter((one) => !isOf6(one)).map(({ range }) => range))
const closed6 = listOf(closedRanges.filter(isOf6).map(({ range }) => range))
const open6 = listOf(['2000::/3'])

/** Finds the addresses of a name. */
export type Resolve = (name: string) => Promise<readonly Readonly<{ address: string; family: number }>[]>

/** Finds them as the system does. */
export const systemResolve: Resolve = (name) => lookup(name, { all: true, verbatim: true })

/** Said of an address that is not delivered to. */
export const notPublic = (address: string): string =>
  `${address} is no address of the public internet, and nothing is sent to others`

/**
 * A `lookup` for `http.request` that answers only addresses of the public internet, and none at all if one of a name's
 * addresses is not. The connection is made to what it answers, so a name that means something else a moment later is of
 * no use. It is not asked about addresses: check those before. It answers all addresses, for `autoSelectFamily`.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return callbackify(async (name: string, options: Readonly<{ all?: boolean | undefined }>) => {
    assert(options.all === true)
    const found = await resolve(name)
    const closed = found.find(({ address }) => !isPublic(address))
    if (closed !== undefined) throw new Error(notPublic(closed.address))
    if (found.length === 0) throw new Error(`${name} has no address`)
    return [...found]
  })
}
