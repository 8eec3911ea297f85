import style from './choices.module.css'

/** One of a few, each with what it means. */
export function Choices<V extends string>({
  legend,
  name,
  value,
  values,
  choose
}: Readonly<{
  legend: string
  name: string
  value: V | null
  values: readonly (readonly [value: V, title: string, meaning: string])[]
  choose(value: V): void
}>) {
  return (
    <fieldset className={style.choices}>
      <legend>{legend}</legend>
      {values.map(([each, title, meaning]) => (
        <label key={each} className={style.choice}>
          <input
            type="radio"
            name={name}
            value={each}
            checked={value === each}
            onChange={() => choose(each)}
          />
          <span>
            <strong>{title}</strong>
            <span>{meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Any of many, each a short word. */
export function Checks({
  legend,
  values,
  chosen,
  choose
}: Readonly<{
  legend: string
  values: readonly string[]
  chosen: ReadonlySet<string>
  choose(chosen: ReadonlySet<string>): void
}>) {
  return (
    <fieldset className={style.checks}>
      <legend>{legend}</legend>
      {values.map((each) => (
        <label key={each} className={style.check}>
          <input
            type="checkbox"
            checked={chosen.has(each)}
            onChange={({ currentTarget: { checked } }) =>
              choose(new Set([...chosen].filter((other) => other !== each).concat(checked ? [each] : [])))
            }
          />
          {each}
        </label>
      ))}
    </fieldset>
  )
}
