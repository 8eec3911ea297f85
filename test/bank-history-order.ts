/** What must hold for an order: `before[a]` are those that come before a. Nodes are numbered from 0. */
export type Precedence = Readonly<{
  size: number
  edges: readonly (readonly [before: number, after: number])[]
}>

/** An order of all nodes that keeps every edge, or a circle that shows that there is none. */
export function orderOf({ size, edges }: Precedence): Readonly<{ order: number[] } | { circle: number[] }> {
  const next: number[][] = Array.from({ length: size }, () => [])
  const waiting = new Int32Array(size)
  for (const [before, after] of edges) {
    next[before]?.push(after)
    waiting[after] = (waiting[after] ?? 0) + 1
  }
  const order: number[] = []
  for (let node = 0; node < size; node++) if (waiting[node] === 0) order.push(node)
  for (let i = 0; i < order.length; i++) {
    for (const after of next[order[i] ?? 0] ?? []) {
      waiting[after] = (waiting[after] ?? 0) - 1
      if (waiting[after] === 0) order.push(after)
    }
  }
  return order.length === size ? { order } : { circle: circleAmong(edges, waiting) }
}

/** Goes backwards among the nodes that wait for each other until it meets itself. */
function circleAmong(edges: Precedence['edges'], waiting: Int32Array): number[] {
  const before = new Map<number, number>()
  for (const [from, to] of edges) if ((waiting[from] ?? 0) > 0 && (waiting[to] ?? 0) > 0) before.set(to, from)
  const path: number[] = []
  const seen = new Map<number, number>()
  let node = before.keys().next().value ?? 0
  while (!seen.has(node)) {
    seen.set(node, path.length)
    path.push(node)
    node = before.get(node) ?? node
  }
  return path.slice(seen.get(node)).toReversed()
}

type Span = Readonly<{ invoked: number; completed: number }>

/**
 * Edges that say: who ended before another began comes before it. One more node for each ending, in a chain, from
 * `size` on, so that the number of edges stays in proportion to the number of spans.
 */
export function realTime(spans: readonly Span[]): Precedence {
  const endings = spans
    .map(({ completed }, node) => ({ completed, node }))
    .filter(({ completed }) => completed !== Infinity)
    .toSorted((a, b) => a.completed - b.completed)
  const base = spans.length
  const edges: [number, number][] = []
  for (const [i, { node }] of endings.entries()) {
    edges.push([node, base + i])
    if (i > 0) edges.push([base + i - 1, base + i])
  }
  for (const [node, { invoked }] of spans.entries()) {
    const last = countBelow(endings, invoked) - 1
    if (last >= 0) edges.push([base + last, node])
  }
  return { size: base + endings.length, edges }
}

function countBelow(endings: readonly Readonly<{ completed: number }>[], moment: number): number {
  let [low, high] = [0, endings.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((endings[middle]?.completed ?? 0) < moment) low = middle + 1
    else high = middle
  }
  return low
}

/** Of a list of entries, each by a span: how many a reader must have seen at least, and can have seen at most. */
export function windowsOf(spans: readonly Span[]): (reader: Span) => readonly [least: number, most: number] {
  const least = prefixed(spans.map(({ completed }, i) => [completed, i + 1]))
  const most = prefixed(spans.map(({ invoked }, i) => [-invoked, -i]))
  return ({ invoked, completed }) => [
    least(invoked) ?? 0,
    completed === Infinity ? spans.length : -(most(-completed) ?? -spans.length)
  ]
}

/** For pairs of a moment and a value: the largest value of all moments below the one that is asked for. */
function prefixed(pairs: readonly (readonly [moment: number, value: number])[]) {
  const sorted = pairs.toSorted((a, b) => a[0] - b[0])
  const largest: number[] = []
  for (const [, value] of sorted) largest.push(Math.max(value, largest.at(-1) ?? -Infinity))
  const moments = sorted.map(([moment]) => ({ completed: moment }))
  return (moment: number) => largest[countBelow(moments, moment) - 1]
}
