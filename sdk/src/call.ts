/** How one call is made. Each has a usual value, from the options of the client. */
export type CallOptions = Readonly<{
  /** Ends the call when it is aborted, also while it waits for the next attempt. */
  signal?: AbortSignal | undefined
  /** The time of one attempt, its answer included, in milliseconds. */
  timeoutMs?: number | undefined
  /** How many times it is sent at most. */
  attemptsMax?: number | undefined
  /** The time of all attempts and what lies between them, in milliseconds. */
  totalMs?: number | undefined
}>

/** How an act is made. */
export type ActOptions = CallOptions &
  Readonly<{
    /**
     * The name of this act, 1 to 255 visible ASCII letters. Left out: a new UUID for each call. Give one of your own, made
     * of what you keep (`pay-order-1001`), where your program may end before it knows the answer and shall try again later.
     */
    idempotencyKey?: string | undefined
  }>

/** One page of a list. */
export type Page<Item> = Readonly<{
  items: readonly Item[]
  /** The cursor of the next page; null at the end. */
  next: string | null
}>

/** What an operation is sent as. */
export type Call = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its parameters filled in. */
  path: string
  /** JSON; where `bodyType` says another type a text, and a Blob where that is `image/*`. */
  body?: unknown
  bodyType?: string
  /** Whose answers are given as they are; left out: JSON, which is read. */
  replyType?: string
  /** Whether it takes an Idempotency-Key. */
  keyed?: boolean
}>

/** Sends a call and answers what it was answered. What stands in the options and is none of them is the query. */
export type Send = <Reply>(call: Call, options?: ActOptions) => Promise<Reply>
