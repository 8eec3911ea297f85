import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { isTimeMoved, kontorNow, type Me, read } from '../api/index.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import { pageOf } from '../components/id-link.tsx'
import { type Text, useWords } from '../text/index.ts'
import style from './frame.module.css'
import { useMe } from './me.tsx'
import { LanguageChoice, SchemeChoice } from './scheme.tsx'

type Place = keyof Text['shell']['places'] & IconName

const places: readonly Place[] = [
  'today',
  'money',
  'orders',
  'disputes',
  'merchants',
  'payouts',
  'ledger',
  'developers'
]

/** Whether an address of the console is a page of somebody else. */
export function isElsewhere(me: Me, address: string): boolean {
  const place = places.find((each) => address.split('/')[1] === each)
  return place !== undefined && !placesOf(me).includes(place)
}

/** The pages that somebody has, in the order in which they stand. */
export function placesOf({ kind, permissions }: Pick<Me, 'kind' | 'permissions'>): readonly Place[] {
  if (kind === 'merchant') return ['money', 'orders', 'disputes', 'payouts', 'developers']
  const wanted: readonly (readonly [Place, string])[] = [
    ['today', 'orders.read'],
    ['orders', 'orders.read'],
    ['disputes', 'disputes.read'],
    ['merchants', 'merchants.read'],
    ['payouts', 'payouts.read'],
    ['ledger', 'ledger.read'],
    ['developers', 'events.read']
  ]
  return wanted.flatMap(([place, permission]) => (permissions.includes(permission) ? [place] : []))
}

/** Where one can go, what one can find, and who one is. */
export function Navigation({ gone }: Readonly<{ gone?: () => void }>) {
  const { t } = useWords()
  const me = useMe()
  return (
    <div className={style.navigation}>
      <Find gone={gone} />
      <nav aria-label={t.shell.navigation}>
        <ul className={style.places}>
          {placesOf(me).map((place) => (
            <li key={place}>
              <Link
                to={`/${place}`}
                className={style.place}
                activeProps={{ 'data-active': true }}
                onClick={gone}
              >
                <Icon name={place} />
                {place === 'payouts' && !me.permissions.includes('bank.read')
                  ? t.payouts.title
                  : t.shell.places[place]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Account />
    </div>
  )
}

/** The page that somebody asks for with an id, or with the whole reference of an order; null: they have to be looked for. */
async function placeOf(text: string): Promise<string | null> {
  if (/^[a-z]{3}_[0-9a-z]{26}$/.test(text)) return pageOf(text)
  const found = await read('/v1/orders', { query: { reference: text, limit: 1 } }).catch(() => null)
  return found?.items[0] === undefined ? null : `/orders/${found.items[0].id}`
}

function Find({ gone }: Readonly<{ gone?: () => void }>) {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        const found = new FormData(event.currentTarget).get('find')
        const text = typeof found === 'string' ? found.trim() : ''
        if (text === '') return
        gone?.()
        void placeOf(text).then((to) =>
          navigate(to === null ? { to: '/orders', search: { search: text } } : { to })
        )
      }}
    >
      <TextInput
        name="find"
        aria-label={t.shell.find}
        placeholder={t.shell.find}
        leftSection={<Icon name="search" size={16} />}
        autoComplete="off"
        spellCheck={false}
      />
    </form>
  )
}

function Account() {
  const { t, f } = useWords()
  const me = useMe()
  return (
    <div className={style.account}>
      {isTimeMoved() ? <p className={style.moved}>{t.shell.moved(f.moment(kontorNow()))}</p> : null}
      <p className={style.who}>
        {t.shell.signedInAs(t.words.actors[me.kind])}
        <br />
        {t.shell.zone(f.zone(kontorNow()))}
      </p>
      <div className={style.choices}>
        <LanguageChoice />
        <SchemeChoice />
      </div>
      <form method="post" action="/sign-out">
        <Button
          type="submit"
          variant="default"
          size="xs"
          fullWidth
          leftSection={<Icon name="out" size={15} />}
        >
          {t.shell.signOut}
        </Button>
      </form>
    </div>
  )
}
