import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator
} from '@peculiar/x509'
import type { webcrypto } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { day, later } from '../kernel/index.ts'
import { send } from './send.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
type Authority = Readonly<{ keys: webcrypto.CryptoKeyPair; pem: string }>

async function authority(): Promise<Authority> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=an authority of the tests',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true, undefined, true)]
  })
  return { keys, pem: certificate.toString('pem') }
}

/** A key and a certificate of an authority for a name, valid for the day that ends so many days from now. */
async function issue(by: Authority, name: string, endsInDays = 1) {
  const keys = await makeKeys()
  const notAfter = later(new Date(), endsInDays * day)
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: 'CN=an authority of the tests',
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: later(notAfter, -2 * day),
    notAfter,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])]
  })
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${bytes}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem')
  }
}

const known = getCACertificates('default')
let ours: Authority
beforeAll(async () => {
  ours = await authority()
  setDefaultCACertificates([...known, ours.pem])
})
afterAll(() => setDefaultCACertificates(known))

/** Sends to a server with this certificate under the name `localhost`, and tells what came of it and what the server saw. */
async function sendTo(certificate: Awaited<ReturnType<typeof issue>>) {
  const seen: { host: string | false | null; body: string }[] = []
  const server = createServer(certificate, (request, answer) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      seen.push({ host: (request.socket as TLSSocket).servername, body })
      answer.writeHead(204).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const url = `https://localhost:${(server.address() as AddressInfo).port}/hook`
  const settings = { allowPrivate: 'marketplace' as const, allowHttp: false }
  const attempt = await send({ url, owner: null, headers: {}, body: '{}', now: new Date() }, settings)
  return { attempt, seen }
}

test('an endpoint with a certificate of a known authority is reached under its name', async () => {
  const { attempt, seen } = await sendTo(await issue(ours, 'localhost'))
  expect(attempt).toMatchObject({ status: 204, error: null })
  expect(seen).toEqual([{ host: 'localhost', body: '{}' }])
})

test.each([
  ['another name', () => issue(ours, 'shop.example'), /altnames/i],
  ['a certificate that has expired', () => issue(ours, 'localhost', -1), /expired/i],
  ['an unknown authority', async () => issue(await authority(), 'localhost'), /unable to verify|signature/i]
] as const)('%s: nothing is sent, and why is told', async (_, certificate, why) => {
  const { attempt, seen } = await sendTo(await certificate())
  expect(attempt.status).toBeNull()
  expect(attempt.error).toMatch(why)
  expect(seen).toEqual([])
})
