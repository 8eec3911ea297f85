/** HTML that is safe to put into a page. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Content = Html | string | number | bigint | null | undefined | readonly Content[]

/** Writes HTML; whatever is put in is escaped, unless it is Html itself. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(parts.reduce((left, right, i) => left + textOf(contents[i - 1]) + right))
}

function textOf(content: Content): string {
  if (content === null || content === undefined) return ''
  if (content instanceof Html) return content.text
  if (Array.isArray(content)) return content.map(textOf).join('')
  return `${content as string | number | bigint}`.replace(
    /[&<>"']/g,
    (letter) => `&#${letter.charCodeAt(0)};`
  )
}
