export const shell = {
  product: 'Kontor',
  skip: 'Skip to the content',
  menu: 'Open the menu',
  navigation: 'Pages',
  find: 'Order id or reference',
  places: {
    today: 'Today',
    money: 'Money',
    orders: 'Orders',
    disputes: 'Disputes',
    merchants: 'Merchants',
    payouts: 'Payouts and bank',
    ledger: 'Ledger',
    developers: 'Developers'
  },
  language: 'Language',
  scheme: 'Light or dark',
  schemes: { auto: 'Auto', light: 'Light', dark: 'Dark' },
  signedInAs: (who: string) => `Signed in: ${who}`,
  zone: (name: string) => `Times: ${name}`,
  signOut: 'Sign out',
  moved: (now: string) => `Kontor’s clock was moved: it is ${now}.`,
  loading: 'Loading',
  stillLoading: 'Still loading. The server has not answered yet.',
  more: 'Show more',
  shown: (count: number, hasMore: boolean) =>
    hasMore ? `The first ${count} are shown` : count === 1 ? 'One, that is all' : `${count}, that is all`,
  filters: 'Filters',
  clear: 'Clear filters',
  noneLikeIt: 'Nobody is called so. Try a part of the name, the reference or the id.',
  noBuyerLikeIt: 'No buyer has this reference or id. Write the whole of it.',
  moreLikeIt: 'There are more of them: write more of the name, or the whole reference or id.',
  chooseOne: 'Choose one of those that are offered, or write the whole reference or id.',
  csv: 'CSV',
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  close: 'Close',
  dismiss: 'Dismiss',
  back: 'Back',
  howCounted: (about: string) => `How it is counted: ${about}`,
  asOf: (moment: string) => `As of ${moment}`,
  showTable: 'Table',
  hideTable: 'Hide table',
  effect: 'What changes',
  now: 'Now',
  afterwards: 'Afterwards',
  noEffect: 'No money moves by it.'
}

export const gate = {
  title: 'You are not signed in',
  how: 'The console opens with a one-time link. An operator gets one on the machine that Kontor runs on:',
  merchant:
    'A merchant gets a link from the marketplace. A link works once; a signed-in browser stays signed in for a while.',
  buyer: 'Your orders are in the pocket',
  toPocket: 'See my orders',
  noServer: 'The console cannot reach Kontor'
}

/** What is said in the console’s own words: an address is nothing that a reader of the API’s description typed. */
const own: Readonly<Record<string, Readonly<{ refusal: string; advice: string }>>> = {
  'http.path_invalid': {
    refusal: 'There is nothing at this address: the id in it is not a whole one.',
    advice: 'Go back to the list, or look for it with the search.'
  },
  'http.query_invalid': {
    refusal: 'A filter, or the address, asks for something that there is not.',
    advice: 'Clear the filters, or choose others.'
  }
}

export const problems = {
  /** What the server says in English: why it refused, by its code; what to do then; and sentences that it keeps. */
  refusal: (code: string, text: string) => own[code]?.refusal ?? text,
  advice: (code: string, text: string) => own[code]?.advice ?? text,
  said: (text: string) => text,
  noAnswer: 'Kontor did not answer.',
  noAnswerAdvice: 'Look whether the line is up and the server runs, then try again.',
  request: 'Request',
  retry: 'Try again',
  unknown: 'No answer came, so it is not known whether it happened.',
  unknownAdvice:
    'Send it again: it is sent as it was, under the same key, and happens once at the most. Or load the page anew, and look whether it has happened.',
  sendAgain: 'Send again',
  page: 'This page could not be shown',
  pageAdvice: 'A new version may have been installed meanwhile. Load the page again.',
  reload: 'Load again',
  notYours: 'This page is for others',
  notYoursAdvice: (actor: string) =>
    `You are signed in as: ${actor}. Whoever has the page can open this address.`,
  noPage: 'There is no such page',
  noPageAdvice: 'The address may be mistyped, or from an older version.',
  toStart: 'To the first page'
}
