import { copyRows, createTwin, dropTwin, filledTables } from './copy-store.ts'
import { openShop } from './lives.ts'
import { measurement, timed } from './measure.ts'
import { rounds, type Stage, type Workload } from './stage.ts'

/**
 * Complete lives of orders a second over HTTP: made, paid through the sandbox provider, shipped, delivered with proof,
 * confirmed, released. A shop in a thread of its own sends the requests. The limit is the inserting of the very rows that
 * all those lives left, into bare tables with the same indexes, measured after each round.
 */
export const ordersWorkload: Workload = {
  name: 'orders.http',
  summary: 'whole order lives over HTTP, the sandbox provider included',
  async run(stage) {
    const { effort, url } = stage
    const { stop, ...keys } = await stage.serve(url)
    const shop = openShop(keys)
    try {
      stage.step('orders.http')
      let [lived, posted] = [0, 0]
      const measured = await rounds(stage, async () => {
        const { ms, times } = await shop.live(effort.lives, effort.livesAtOnce)
        lived += effort.lives
        const all = await copyAll(stage)
        const besides = { [postings]: { count: all.transfers - posted, ms } }
        posted = all.transfers
        return { count: effort.lives, ms, times, limit: { count: lived, ms: all.ms }, besides }
      })
      const settings = { lives: effort.lives, inFlight: effort.livesAtOnce }
      stage.keep(measurement({ ...about, settings }, measured))
    } finally {
      await shop.close()
      await stop()
    }
  }
}

/** What the lives asked of the ledger: its share in them follows from it, as docs/sizing.md says. */
const postings = 'transfers that the lives posted'

const about = {
  workload: 'orders.http',
  unit: 'orders',
  latencyOf: 'life',
  limit: 'one bare insert a table of all rows that the lives left',
  read: ({ perSecond, p50Ms }: Readonly<{ perSecond: number; p50Ms: number }>) =>
    `${perSecond} orders a second go from the basket to the release; half of them take less than ${p50Ms} ms.`
}

/** How long it takes to insert all rows that the database holds into empty twins of their tables; transfers among them. */
async function copyAll({ bare }: Stage): Promise<Readonly<{ ms: number; transfers: number }>> {
  const tables = await bare.transaction(filledTables)
  await bare.transaction(async (tx) => {
    for (const { name } of tables) await createTwin(tx, name)
  })
  let transfers = 0
  const ms = await timed(() =>
    bare.transaction(async (tx) => {
      for (const { name, columns } of tables) {
        const count = await copyRows(tx, name, columns)
        if (name === 'ledger_transfer') transfers = count
      }
    })
  )
  await bare.transaction(async (tx) => {
    for (const { name } of tables) await dropTwin(tx, name)
  })
  return { ms, transfers }
}
