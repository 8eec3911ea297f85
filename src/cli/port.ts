import { createServer } from 'node:net'
import { environment } from './exit.ts'

/** The port to listen on where none is asked for. */
export const usualPort = 4700
const portsTried = 50

/**
 * A port that is free now: the one asked for, or any for 0. Where none is asked for, the usual one or one of those
 * after it, so that two instances run side by side.
 */
export async function choosePort(host: string, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    const free = await freePort(host, asked)
    if (free !== undefined) return free
    throw environment(
      `Port ${asked} of ${host} is taken by another program.`,
      'Choose another with --port, or --port 0 for any free one.'
    )
  }
  for (let port = usualPort; port < usualPort + portsTried; port++) {
    const free = await freePort(host, port)
    if (free !== undefined) return free
  }
  throw environment(
    `The ports from ${usualPort} to ${usualPort + portsTried - 1} are taken.`,
    'Choose another with --port.'
  )
}

function freePort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else if (error.code === 'EACCES') {
        reject(
          environment(`Port ${port} may not be used by this user.`, 'Choose one above 1023 with --port.')
        )
      } else
        reject(
          environment(`It cannot listen on ${host}: ${error.message}.`, 'Choose another address with --host.')
        )
    })
    probe.listen(port, host, () => {
      const address = probe.address()
      const found = typeof address === 'object' && address !== null ? address.port : port
      probe.close(() => resolve(found))
    })
  })
}
