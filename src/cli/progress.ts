import type { Surroundings } from './surroundings.ts'

/** Tells how far a long piece of work is. */
export type Progress = Readonly<{
  /** What is being done now. */
  step(text: string): void
  /** How much of it is done. */
  update(done: number, total: number): void
  /** Leaves the line as it is, finished. */
  end(): void
}>

const width = 28

/** A bar on a terminal; elsewhere one line for each step, so that a log stays readable. */
export function progressOn({ err, columns }: Pick<Surroundings, 'err' | 'columns'>): Progress {
  if (columns === null) return { step: (text) => err(`${text}\n`), update: () => {}, end: () => {} }
  let current = ''
  let shown = ''
  const draw = (line: string) => {
    const cut = line.slice(0, columns - 1)
    if (cut === shown) return
    err(`\r${cut.padEnd(shown.length)}`)
    shown = cut
  }
  return {
    step(text) {
      current = text
      draw(`${' '.repeat(width + 2)} ${text}`)
    },
    update(done, total) {
      const share = total <= 0 ? 1 : Math.min(1, done / total)
      const full = Math.round(share * width)
      draw(`[${'='.repeat(full)}${' '.repeat(width - full)}] ${current} ${Math.floor(share * 100)} %`)
    },
    end() {
      err(`\r${' '.repeat(shown.length)}\r`)
      shown = ''
    }
  }
}
