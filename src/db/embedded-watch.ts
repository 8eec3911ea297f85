import { type EmbeddedServer, useEmbedded } from './embedded.ts'
import { commandOf } from './embedded-processes.ts'

const watchMs = 1000

/**
 * Uses the embedded server of `home`, and starts it again whenever it has died meanwhile (killed, out of memory), until
 * it is released. Its address stays the same, so that connections find it again; `onRestart` is told.
 */
export async function keepEmbedded(
  home: string,
  onProgress: (step: string) => void,
  onRestart: () => void = () => {}
): Promise<EmbeddedServer> {
  let server = await useEmbedded(home, onProgress)
  const given = server
  let reviving: Promise<void> | undefined
  const revive = async () => {
    if ((await commandOf(server.pid)) !== '') return
    const before = server
    server = await useEmbedded(home)
    await before.release()
    if (server.pid !== before.pid) onRestart()
  }
  const timer = setInterval(() => {
    // What keeps it from starting may pass (a full disk); it is tried again as long as it is used.
    reviving ??= revive()
      .catch(() => undefined)
      .finally(() => (reviving = undefined))
  }, watchMs)
  timer.unref()
  return {
    url: given.url,
    pid: given.pid,
    async release() {
      clearInterval(timer)
      await reviving
      await server.release()
    }
  }
}
