/** A statement and its parameters, kept apart: a value can never become SQL. */
export class Sql {
  readonly parts: readonly string[]
  readonly args: readonly unknown[]

  constructor(parts: readonly string[], args: readonly unknown[]) {
    this.parts = parts
    this.args = args
  }

  /** Flattens nested fragments and numbers the parameters `$1`, `$2`, … */
  build(values: unknown[] = []): { text: string; values: unknown[] } {
    const text = this.parts.reduce((left, right, i) => {
      const arg = this.args[i - 1]
      if (arg instanceof Sql) return left + arg.build(values).text + right
      return `${left}$${values.push(arg)}${right}`
    })
    return { text, values }
  }
}

/** The only way to write a statement. Interpolated values become parameters, interpolated `sql` becomes part of it. */
export function sql(parts: TemplateStringsArray, ...args: unknown[]): Sql {
  return new Sql(parts, args)
}
