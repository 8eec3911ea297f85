import { createContext, useContext } from 'react'
import type { Me } from '../api/index.ts'

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error('Nobody is signed in above.')
  return me
}

/** Whether who is signed in may do this. The server decides; this only spares a button that would be refused. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe()
  return (permission) => permissions.includes(permission)
}
