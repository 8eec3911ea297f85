import type { Context } from 'hono'
import { BlockList, isIP, SocketAddress } from 'node:net'

/** Whether the text is an address, or a range of addresses such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && parseInt(bits, 10) <= (family === 4 ? 32 : 128))
}

/**
 * Answers whose request it is. Without trusted proxies that is whoever the connection comes from. A trusted proxy is believed
 * the last address that it has added to `X-Forwarded-For`, and so on from right to left: what stands further left came with
 * the request, and anybody can have written it. Of IPv6 it is the network of 64 bits: one customer has all addresses in it.
 */
export function addressReader(trustedProxies: readonly string[]): (context: Context) => string {
  const trusted = blockListOf(trustedProxies)
  return (context) => {
    const peer = peerOf(context)
    return networkOf(
      trustedProxies.length === 0
        ? peer
        : clientAddress(peer, context.req.header('x-forwarded-for') ?? '', trusted)
    )
  }
}

type NodeEnv =
  Readonly<{ incoming?: Readonly<{ socket?: Readonly<{ remoteAddress?: string }> }> }> | undefined

function peerOf(context: Context): string {
  return (context.env as NodeEnv)?.incoming?.socket?.remoteAddress ?? 'none'
}

function clientAddress(peer: string, forwarded: string, trusted: BlockList): string {
  const added = forwarded.split(',').reverse()
  let nearest = addressIn(peer)
  if (nearest === undefined) return peer
  for (const entry of added) {
    if (!isIn(trusted, nearest)) break
    const before = addressIn(entry.trim())
    // What is no address was not written by a proxy that can be believed: it is the last one that counts.
    if (before === undefined) break
    nearest = before
  }
  return nearest
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : parseInt(bits, 10), family)
  }
  return list
}

const isIn = (list: BlockList, address: string) => list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** What one customer of the internet gets: an address, or of IPv6 the 64 bits before those that are the customer's own. */
function networkOf(text: string): string {
  const address = addressIn(text)
  if (address === undefined || isIP(address) === 4) return address ?? text
  const [head = [], tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])]
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The address in one spelling; with a port, in brackets or IPv4 written as IPv6 it is the same. */
function addressIn(text: string): string | undefined {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? []
  const [address = ''] = (bracketed ?? withPort ?? text).split('%')
  const family = isIP(address)
  if (family === 0) return undefined
  if (family === 4) return address
  const plain = new SocketAddress({ address, family: 'ipv6' }).address
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain) ?? []
  return mapped ?? plain
}
