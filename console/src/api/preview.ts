import { useQuery } from '@tanstack/react-query'
import { act, type Input, type PathFor, type Reply } from './client.ts'
import type { Problem } from './problem.ts'

/** What an act would answer if it were done now. Nothing is done. `input: null` asks nothing. */
export function usePreview<P extends PathFor<'post'>>(path: P, input: Input<P, 'post'> | null) {
  return useQuery<Reply<P, 'post'>, Problem>({
    queryKey: [path, 'preview', input],
    queryFn: () => {
      const asked = { ...input, query: { ...input?.query, preview: true } } as Input<P, 'post'>
      return act('post', path, asked, `preview-${Date.now().toString(36)}-${performance.now().toString(36)}`)
    },
    enabled: input !== null,
    retry: false,
    staleTime: 0,
    gcTime: 0
  })
}
