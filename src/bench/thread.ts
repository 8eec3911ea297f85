import type { Worker } from 'node:worker_threads'

/** Tells a thread something and waits for its one answer; rejects when the thread fails instead. */
export function askThread(thread: Worker, message: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (answer) => {
      thread.off('error', reject)
      resolve(answer)
    })
    thread.postMessage(message)
  })
}
