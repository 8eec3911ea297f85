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
