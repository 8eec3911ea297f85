/** The types of events that docs/webhooks.md tells of. */
export function eventTypesOf(page: string): string[] {
  const table = page.slice(page.indexOf('## Events'))
  const types = [...table.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, type = '']) => type)
  return [...new Set(types)].sort()
}
