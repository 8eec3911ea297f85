type Waiting<Ask, Answer> = Readonly<{
  ask: Ask
  resolve(answer: Answer): void
  reject(error: unknown): void
}>

/**
 * Answers many askers together: what is asked while one group is being worked on becomes the next group, of at most
 * `most`. If a group fails, each of it is tried alone.
 */
export function gather<Ask, Answer>(
  most: number,
  work: (asked: readonly Ask[]) => Promise<readonly Answer[]>
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = []
  let busy = false
  const settle = async (group: readonly Waiting<Ask, Answer>[]): Promise<void> => {
    try {
      const answers = await work(group.map(({ ask }) => ask))
      for (const [i, answer] of answers.entries()) group[i]?.resolve(answer)
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error)
      else for (const one of group) await settle([one])
    }
  }
  const drain = async () => {
    busy = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await settle(group)
    }
    busy = false
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      // A moment later, so that those who ask together are answered together.
      if (!busy) {
        busy = true
        setImmediate(() => void drain())
      }
    })
}
