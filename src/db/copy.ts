import pg from 'pg'
import { type Id, writeUuid } from '../kernel/index.ts'

/** What this needs of the driver's connection; its published types leave these out. */
type CopyConnection = Readonly<{
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}>

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** A `copy … from stdin`, fed while the server already inserts. An instance of the driver's own Query, as pipelines ask for. */
class CopyQuery extends pg.Query {
  private readonly statement: string
  private readonly parts: Iterable<Uint8Array>
  private failed = false
  cause: unknown

  constructor(
    statement: string,
    parts: Iterable<Uint8Array>,
    callback: (error: Error | undefined, result: Readonly<{ rowCount: number | null }>) => void
  ) {
    super({ text: statement }, (error, result) => {
      this.failed = error !== undefined && error !== null
      callback(error, result)
    })
    this.statement = statement
    this.parts = parts
  }

  override submit = (connection: unknown): void => {
    const to = connection as CopyConnection
    to.query(this.statement)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.feed(connection)
  }

  private async feed(connection: CopyConnection): Promise<void> {
    try {
      for (const part of this.parts) {
        if (this.failed) return
        connection.sendCopyFromChunk(part)
        await turn() // the socket takes it in, and the server works on it while the next part is made
      }
      connection.endCopyFrom()
    } catch (error) {
      this.cause = error
      connection.sendCopyFail('the rows could not be made')
    }
  }
}

/** Inserts rows in PostgreSQL's binary form; answers how many. What making them throws is thrown, and the copy undone. */
export function copyIn(
  client: pg.ClientBase,
  statement: string,
  parts: Iterable<Uint8Array>
): Promise<number> {
  return new Promise((resolve, reject) => {
    const query = new CopyQuery(statement, parts, (error, result) => {
      if (error) reject(query.cause ?? error)
      else resolve(result.rowCount ?? 0)
    })
    client.query(query)
  })
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const postgresEpochMs = 946_684_800_000n // 2000-01-01
const wordsMax = 10_000
const words = new Map<string, Uint8Array>()

/** Builds rows in the binary form of `copy`, field by field, in the order of the statement's columns. */
export class CopyRows {
  private buffer = Buffer.allocUnsafe(64 * 1024)
  private view = new DataView(this.buffer.buffer, this.buffer.byteOffset)
  private at = 0
  private lastMs = Number.NaN
  private lastMicros = 0n

  constructor() {
    this.buffer.set(signature)
    this.at = signature.length
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    this.room(2)
    this.view.setInt16(this.at, fields)
    this.at += 2
  }

  int8(value: bigint | null): void {
    if (value === null) return this.nothing()
    this.room(12)
    this.view.setInt32(this.at, 8)
    this.view.setBigInt64(this.at + 4, value)
    this.at += 12
  }

  int2(value: number): void {
    this.room(6)
    this.view.setInt32(this.at, 2)
    this.view.setInt16(this.at + 4, value)
    this.at += 6
  }

  timestamp(value: Date): void {
    const ms = value.getTime()
    if (ms !== this.lastMs) {
      this.lastMs = ms
      this.lastMicros = (BigInt(ms) - postgresEpochMs) * 1000n
    }
    this.int8(this.lastMicros)
  }

  /** The UUID inside a TypeID. */
  uuid(id: Id | null): void {
    if (id === null) return this.nothing()
    this.room(20)
    this.view.setInt32(this.at, 16)
    writeUuid(id, this.buffer, this.at + 4)
    this.at += 20
  }

  /** Sixteen bytes, given as thirty-two hex digits. */
  hex16(digits: string): void {
    this.room(20)
    this.view.setInt32(this.at, 16)
    this.buffer.write(digits, this.at + 4, 16, 'hex')
    this.at += 20
  }

  text(value: string | null): void {
    if (value === null) return this.nothing()
    this.room(4 + 3 * value.length)
    const length = this.buffer.write(value, this.at + 4, 'utf8')
    this.view.setInt32(this.at, length)
    this.at += 4 + length
  }

  /** A text out of few, such as the names of kinds: its bytes are kept. */
  word(value: string): void {
    let bytes = words.get(value)
    if (bytes === undefined) {
      bytes = Buffer.from(value, 'utf8')
      if (words.size < wordsMax) words.set(value, bytes)
    }
    this.room(4 + bytes.length)
    this.view.setInt32(this.at, bytes.length)
    this.buffer.set(bytes, this.at + 4)
    this.at += 4 + bytes.length
  }

  /** What was built since this was last called. It must be sent before the next row begins, which is written over it. */
  take(): Uint8Array {
    const part = this.buffer.subarray(0, this.at)
    this.at = 0
    return part
  }

  /** The rest, with the mark of the end. */
  end(): Uint8Array {
    this.room(2)
    this.view.setInt16(this.at, -1)
    this.at += 2
    return this.buffer.subarray(0, this.at)
  }

  private nothing(): void {
    this.room(4)
    this.view.setInt32(this.at, -1)
    this.at += 4
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return
    const old = this.buffer
    this.buffer = Buffer.allocUnsafe(Math.max(old.length * 2, this.at + bytes))
    this.view = new DataView(this.buffer.buffer, this.buffer.byteOffset)
    this.buffer.set(old.subarray(0, this.at))
  }
}
