import { Failure } from '../kernel/index.ts'

const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(?:\/[^?#]*)?(?:\?([^#]*))?$/

/** The URL of another database of the same server, or of the same several hosts. Where it is no URL, that is refused. */
export function urlOfDatabase(url: string, database: string): string {
  const { head, hosts, params } = partsOf(url)
  params.delete('dbname')
  return `${head}${hosts}/${encodeURIComponent(database)}${queryOf(params)}`
}

/** The URL of the same database on another server, which `host` and `port` name. */
export function urlOfHost(url: string, host: string, port: number): string {
  const { head, params } = partsOf(url)
  const [, path = ''] = /^[^:]+:\/\/[^/?#]*(\/[^?#]*)?/.exec(url) ?? []
  for (const name of ['host', 'hostaddr', 'port']) params.delete(name)
  return `${head}${host.includes(':') ? `[${host}]` : host}:${port}${path}${queryOf(params)}`
}

function partsOf(url: string) {
  const found = parts.exec(url)
  if (found === null)
    throw new Failure('invalid', 'db.no_url', 'What names the database is no URL of a PostgreSQL database.', {
      advice:
        'It is of the form postgres://user@host:5432/name, with host:port,host:port for several, or ?host=/folder for a socket.'
    })
  const [, head = '', hosts = '', query = ''] = found
  return { head, hosts, params: new URLSearchParams(query) }
}

const queryOf = (params: URLSearchParams) => (params.size > 0 ? `?${params.toString()}` : '')
