/** The book of an installation that has only one. */
export const mainBook = 'main'

/** Which book; `main` where nothing is said. */
export type BookOption = Readonly<{ book?: string }>
