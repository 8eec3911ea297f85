import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { act, type Input, type Names, type PathFor, type Reply } from './client.ts'
import { type Once, once } from './once.ts'
import type { Problem } from './problem.ts'

type Method = 'post' | 'put' | 'delete'
/** What is sent to an operation, beside the names in its path. */
type Form<P extends PathFor<M>, M extends Method> = Omit<Input<P, M>, 'path'>
/** The names in a path; nothing where it has none. */
type Target<P extends PathFor<M>, M extends Method> = [Names<P, M>] extends [never]
  ? readonly []
  : readonly [Names<P, M>]

/** A name for an act that is sent. */
export const newKey = () =>
  `console-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** An act, and what was said of it when it was sent: it stands where it can only be sent again. */
type Act<F, R> = Readonly<{ single: Once<F, R>; said: { what: ReactNode } }>

/**
 * The acts of this window by what they change. One without an answer outlives the dialog and the page it was sent from, so
 * that whoever comes back sends that one again and no second one beside it.
 */
const acts = new Map<string, Act<never, unknown>>()

function actOf<M extends Method, P extends PathFor<M>>(
  method: M,
  path: P,
  names: Input<P, M>['path']
): Act<Form<P, M>, Reply<P, M>> {
  const target = JSON.stringify([method, path, names ?? {}])
  const single = once<Form<P, M>, Reply<P, M>>(
    (form, key) => act(method, path, { ...form, path: names } as Input<P, M>, key),
    newKey,
    pause
  )
  const found = (acts.get(target) as Act<Form<P, M>, Reply<P, M>> | undefined) ?? {
    single,
    said: { what: null }
  }
  acts.set(target, found)
  return found
}

/**
 * An act that a page offers on what the names in its path stand for. What was read is read again after it; what it would
 * have changed is not asked again. `isUnanswered`: one was sent and had no answer; only that one can be sent, with null.
 * `said`: what its dialog said of it.
 */
export function useAct<M extends Method, P extends PathFor<M>>(method: M, path: P, ...[names]: Target<P, M>) {
  const queries = useQueryClient()
  const { single, said } = actOf(method, path, names)
  const mutation = useMutation<Reply<P, M>, Problem, Form<P, M> | null>({
    mutationFn: (form) => single.send(form),
    // Who is signed in now is not asked at once where it is said that it is somebody else: the window would be loaded anew unread.
    onSettled: (_, error) =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[1] !== 'preview' && !(error?.code === 'http.person_changed' && queryKey[0] === '/v1/me')
      })
  })
  return { ...mutation, isUnanswered: !mutation.isPending && single.isOpen(), said }
}
