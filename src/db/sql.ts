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

/**
 * A condition where there is a value for it, and nothing where there is none. A filter that nobody asked for must not
 * stand in the statement: a plan that is right for any value of it would read a whole table to fill one page.
 */
export function given<T>(value: T | null | undefined, condition: (value: T) => Sql): Sql {
  return value === null || value === undefined ? sql`` : condition(value)
}
