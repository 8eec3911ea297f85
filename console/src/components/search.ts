import { useNavigate, useSearch } from '@tanstack/react-router'

/** What stands in the address behind the question mark, as texts; unknown and empty ones are left out. */
export function pick<K extends string>(names: readonly K[], search: object): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const [name, value] of Object.entries(search)) {
    const known = names.find((each) => each === name)
    if (known !== undefined && value !== '' && value !== undefined) found[known] = String(value)
  }
  return found
}

/** Filters of a page: they stand in its address, so that a filtered page can be sent to somebody. */
export function useFilters<K extends string>(names: readonly K[]) {
  const search: object = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters = pick(names, search)
  const set = (changed: Partial<Record<K, string | undefined>>) =>
    void navigate({ to: '.', search: pick(names, { ...search, ...changed }), replace: true } as never)
  return { filters, set, isFiltered: Object.keys(filters).length > 0 }
}
