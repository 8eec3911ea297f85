import pg from 'pg'
import { expect, test } from 'vitest'
import { urlOfDatabase, urlOfHost } from './database-url.ts'

test.each([
  ['postgres://u:p@a:5432/kontor', 'postgres://u:p@a:5432/other'],
  ['postgresql://a', 'postgresql://a/other'],
  ['postgres://u@a:1,b:2/kontor?sslmode=require', 'postgres://u@a:1,b:2/other?sslmode=require'],
  ['postgres://[::1]:5432/kontor', 'postgres://[::1]:5432/other'],
  ['postgres://u@/kontor?host=/run/pg', 'postgres://u@/other?host=%2Frun%2Fpg'],
  ['postgres:///kontor?host=/run/pg&dbname=x', 'postgres:///other?host=%2Frun%2Fpg']
])('beside %s lies %s', (url, beside) => {
  expect(urlOfDatabase(url, 'other')).toBe(beside)
})

test('the driver finds socket, user and database in a URL without a host', () => {
  const client = new pg.Client({
    connectionString: urlOfDatabase('postgres://u@/k?host=/run/pg', 'other one')
  })
  expect(client).toMatchObject({ host: '/run/pg', user: 'u', database: 'other one' })
})

test.each([
  ['postgres://u@a:1/kontor?sslmode=require', 'postgres://u@node:5433/kontor?sslmode=require'],
  ['postgres://u@/kontor?host=/run/pg', 'postgres://u@node:5433/kontor']
])('%s on another host is %s', (url, there) => {
  expect(urlOfHost(url, 'node', 5433)).toBe(there)
})

test.each(['', 'kontor', 'mysql://a/b', 'postgres:/a', 'host=a dbname=b'])('%j is refused: no URL', (url) => {
  expect(() => urlOfDatabase(url, 'other')).toThrow('no URL of a PostgreSQL database')
})
