let aheadMs = 0

/** Takes Kontor's time from an answer: a clock that was moved on says so, any other agrees with the date. */
export function hearTime(answer: Response): void {
  const moved = answer.headers.get('kontor-time')
  aheadMs = moved === null ? 0 : Date.parse(moved) - Date.now()
}

/** Kontor's own time, by which deadlines run. */
export const kontorNow = (): Date => new Date(Date.now() + aheadMs)

/** Whether Kontor's clock was moved away from the real time. */
export const isTimeMoved = (): boolean => Math.abs(aheadMs) > 60_000

/** When something was read, by Kontor's time; null: it is not read yet. Takes what a query knows of itself. */
export const readAt = ({ dataUpdatedAt }: Readonly<{ dataUpdatedAt: number }>): string | null =>
  dataUpdatedAt === 0 ? null : new Date(dataUpdatedAt + aheadMs).toISOString()
