import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Input, type PathFor, type Reply, read } from './client.ts'
import type { Problem } from './problem.ts'
import { readAt } from './time.ts'

/** Reads an operation and keeps it fresh. `enabled: false` waits. */
export function useRead<P extends PathFor<'get'>>(
  path: P,
  input: Input<P, 'get'> = {},
  options: Readonly<{ enabled?: boolean; everyMs?: number }> = {}
) {
  return useQuery<Reply<P, 'get'>, Problem>({
    queryKey: [path, input],
    queryFn: ({ signal }) => read(path, input, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false
  })
}

type Page<Item> = Readonly<{ items: readonly Item[]; next: string | null }>
type ItemOf<P extends PathFor<'get'>> = Reply<P, 'get'> extends { items: (infer Item)[] } ? Item : never

/** A list, read page by page. */
export type List<Item> = Readonly<{
  items: readonly Item[]
  isPending: boolean
  isReading: boolean
  problem: Problem | null
  /** Reads the next page; null where there is none. */
  more: (() => void) | null
  retry(): void
  /** When it was read last. */
  at: string | null
}>

/** How soon a list is read again in which something is on its way. */
const soonMs = 2000

/** Reads a list from its first page on. */
export function useList<P extends PathFor<'get'>>(
  path: P,
  input: Input<P, 'get'> = {},
  options: Readonly<{
    enabled?: boolean
    size?: number
    /** While it holds of what was read, it is read again every few seconds. */
    whileSome?: (item: ItemOf<P>) => boolean
  }> = {}
): List<ItemOf<P>> {
  const { whileSome } = options
  const found = useInfiniteQuery({
    queryKey: [path, 'list', input],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: options.size ?? 50,
        ...input.query,
        ...(pageParam === null ? {} : { cursor: pageParam })
      }
      return (await read(path, { ...input, query } as Input<P, 'get'>, signal)) as Page<ItemOf<P>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      whileSome !== undefined && data?.pages.some(({ items }) => items.some(whileSome)) === true
        ? soonMs
        : false,
    enabled: options.enabled ?? true
  })
  return {
    items: found.data?.pages.flatMap((page) => page.items) ?? [],
    isPending: found.isPending,
    isReading: found.isFetching,
    problem: found.error as Problem | null,
    more: found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : null,
    retry: () => void found.refetch(),
    at: readAt(found)
  }
}
