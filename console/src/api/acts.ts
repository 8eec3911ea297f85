import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { act, handIn, type Input, type PathFor, type Reply } from './client.ts'
import { once } from './once.ts'
import type { Problem } from './problem.ts'

const newKey = () =>
  `console-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** An act that a page offers. What was read is read again after it; what it would have changed is not asked again. */
export function useAct<M extends 'post' | 'put' | 'delete', P extends PathFor<M>>(method: M, path: P) {
  const queries = useQueryClient()
  const [single] = useState(() =>
    once((input: Input<P, M>, key: string) => act(method, path, input, key), newKey, pause)
  )
  return useMutation<Reply<P, M>, Problem, Input<P, M>>({
    mutationFn: (input) => single.send(input),
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'preview' })
  })
}

/** Pictures that are handed in as evidence, one after another. */
export function usePictures() {
  return useMutation<readonly string[], Problem, readonly Blob[]>({
    mutationFn: async (pictures) => {
      const ids: string[] = []
      for (const picture of pictures) ids.push(await handIn(picture, newKey()))
      return ids
    }
  })
}
