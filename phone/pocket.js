// What a page can do more where scripts run: photos are made smaller before they are sent; a form that cannot be sent is
// kept and sent when the line is back, with the name it was given when its page was made, so that it acts once; times are
// shown in the phone's own zone. Nothing counts as done before the server has answered.
const text = JSON.parse(document.body.dataset.text ?? '{}')
/** Whether this stands for a page that the phone has not kept: it belongs to nobody, and is shown while the line is down. */
const isStandIn = document.body.dataset.owner === '' && document.body.dataset.offline !== undefined
const owner = (isStandIn && localStorage.getItem('pocket-owner')) || (document.body.dataset.owner ?? '')
const waiting = /** @type {HTMLElement} */ (document.getElementById('waiting'))
const photoPixelsMax = 1600
const photoQuality = 0.82
const answerMs = 180_000
const retryMs = 15_000
const probeMs = 10_000
/** The server knows for 14 days what a form has done. An older one could act a second time. */
const sendableMs = 13 * 24 * 60 * 60 * 1000

// --- Times, in the phone's own zone.

function showTimes(root) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short'
  })
  for (const time of root.querySelectorAll('time')) time.textContent = format.format(new Date(time.dateTime))
}

// --- Forms that wait, in a store of their own.

function asPromise(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function store(mode, work) {
  const opening = indexedDB.open('pocket', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('forms', { keyPath: 'key' })
  const database = await asPromise(opening)
  try {
    return await asPromise(work(database.transaction('forms', mode).objectStore('forms')))
  } finally {
    database.close()
  }
}

const allForms = async () =>
  (await store('readonly', (forms) => forms.getAll()))
    .filter((form) => form.owner === owner && Array.isArray(form.fields))
    .sort((a, b) => a.at - b.at)
const keepForm = (form) => store('readwrite', (forms) => forms.put(form))
const formOf = (key) => store('readonly', (forms) => forms.get(key))
const isTooOld = ({ at }) => Date.now() - at > sendableMs
const isToSend = (form) => form.refused === undefined && !isTooOld(form)
const dropForm = (key) => store('readwrite', (forms) => forms.delete(key))

// --- Sending.

/** The server's answer to a form: where to go on, or the page with its refusal. Throws where there was none. */
async function send({ url, fields }) {
  const body = new FormData()
  for (const [name, value, fileName] of fields) {
    if (value instanceof Blob) body.append(name, value, fileName)
    else body.append(name, value)
  }
  const signal = AbortSignal.timeout(answerMs)
  const answer = await fetch(url, { method: 'POST', body, signal, headers: { accept: 'application/json' } })
  const isOpen = answer.status >= 500 || answer.status === 429 || answer.status === 408
  if (isOpen) throw new Error(`answered ${answer.status}`)
  if (answer.headers.get('content-type')?.startsWith('application/json')) {
    const { location: there } = await answer.json()
    if (typeof there === 'string' && there.startsWith('/pocket/')) return { location: there }
    throw new Error('answered by somebody else')
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // A hotel's page before its network, or what stands before a server, says nothing of what the server did.
  if (answer.ok || page.body.dataset.owner === undefined) throw new Error('answered by somebody else')
  // Whoever has been signed out meanwhile may come back: until then it waits.
  return { page, waits: answer.status === 401 }
}

async function fieldsOf(form) {
  const fields = []
  for (const [name, value] of new FormData(form)) {
    if (!(value instanceof File)) fields.push([name, value])
    else if (value.size > 0) {
      const photo = await smaller(value)
      fields.push([name, photo, photo === value ? value.name : 'photo.jpg'])
    }
  }
  return fields
}

/** The photo with at most 1600 pixels on its longer side; as it is where the browser cannot do that, or it grows by it. */
async function smaller(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, photoPixelsMax / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.width * scale))
    canvas.height = Math.max(1, Math.round(image.height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    image.close()
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', photoQuality))
    return blob !== null && (blob.size < file.size || scale < 1) ? blob : file
  } catch {
    return file
  }
}

/** The page that the server answered instead of the one that is shown: the form again, with the reason. */
function showPage(page) {
  document.title = page.title
  document.getElementById('main')?.replaceWith(document.adoptNode(page.getElementById('main')))
  prepare()
  document.getElementById('notice')?.focus()
  window.scrollTo(0, 0)
}

async function submit(event) {
  const form = event.target
  event.preventDefault()
  const button = event.submitter ?? form.querySelector('button')
  if (button.disabled) return
  button.disabled = true
  const fields = await fieldsOf(form)
  const key = fields.find(([name]) => name === 'key')?.[1]
  const earlier = await formOf(key).catch(() => undefined)
  const kept = {
    key,
    owner,
    url: form.action,
    title: document.querySelector('h1')?.textContent ?? '',
    about: document.querySelector('.about')?.textContent ?? '',
    // The first try counts: the server may have done it then.
    at: earlier?.at ?? Date.now(),
    fields
  }
  if (isTooOld(kept)) return showWaiting()
  await keepForm(kept).catch(() => undefined)
  say(text.sending)
  underWay.add(kept.key)
  try {
    const answer = await send(kept)
    if (!answer.waits) await dropForm(kept.key).catch(() => undefined)
    if (answer.location !== undefined) location.assign(answer.location)
    else {
      await showWaiting()
      showPage(answer.page)
    }
  } catch {
    await showWaiting()
    // Where the phone keeps nothing, the form is still here to be sent again.
    if (waiting.hidden) {
      button.disabled = false
      say(text.waitingWhy)
    }
    waiting.scrollIntoView({ block: 'start' })
  } finally {
    underWay.delete(kept.key)
  }
}

function say(sentence) {
  waiting.hidden = false
  waiting.replaceChildren(paragraph(sentence))
}

function paragraph(sentence, strong = false) {
  const element = document.createElement('p')
  if (strong) element.append(Object.assign(document.createElement('strong'), { textContent: sentence }))
  else element.textContent = sentence
  return element
}

function action(label, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label })
  button.addEventListener('click', act)
  return button
}

// --- What waits, was sent, or was refused later.

const news = []
const newsName = 'pocket-news'

/** Keeps what was told here for the page that is loaded next. */
function keepNews() {
  if (news.length > 0) sessionStorage.setItem(newsName, JSON.stringify({ owner, rows: news }))
}

function takeNews() {
  const kept = JSON.parse(sessionStorage.getItem(newsName) ?? 'null')
  sessionStorage.removeItem(newsName)
  if (kept?.owner === owner) news.push(...kept.rows)
}

async function showWaiting() {
  const forms = await allForms().catch(() => [])
  const rows = [...forms.map(waitingRow), ...news.map(sentRow)]
  waiting.hidden = rows.length === 0
  waiting.replaceChildren(...rows)
}

/** What is said of a form that waits, and why it does. */
function stateOf(form) {
  if (form.refused !== undefined) return [text.refusedLater, form.refused]
  return isTooOld(form) ? [text.tooOld, text.tooOldWhy] : [text.waiting, text.waitingWhy]
}

/** What has not been done, as far as is known: with what was typed, so that nothing is lost. */
function waitingRow(form) {
  const { key, title, about, fields, refused, url } = form
  const row = document.createElement('div')
  const typed = fields.flatMap(([name, value]) =>
    typeof value === 'string' && /^(statement|why|note)$/.test(name) ? [value] : []
  )
  const [state, why] = stateOf(form)
  row.append(
    paragraph(`${state} ${title} – ${about}`, true),
    ...typed.map((said) => paragraph(`“${said}”`)),
    paragraph(why),
    isTooOld(form)
      ? link(orderOf(url))
      : action(text.retry, () => void keepForm({ ...form, refused: undefined }).then(sendAll))
  )
  if (refused !== undefined || isTooOld(form))
    row.append(action(text.dismiss, () => void dropForm(key).then(showWaiting)))
  return row
}

/** The page of the order that a form is about. */
const orderOf = (url) => url.replace(/\/[\w-]+\?.*$/, '')

function link(href) {
  return Object.assign(document.createElement('a'), {
    href,
    textContent: text.open,
    className: 'button quiet'
  })
}

function sentRow(one) {
  const row = document.createElement('div')
  const dismiss = action(text.dismiss, () => {
    news.splice(news.indexOf(one), 1)
    void showWaiting()
  })
  row.append(paragraph(`${text.sent} ${one.title} – ${one.about}`, true), link(one.location), dismiss)
  return row
}

let isSending = false
/** The forms that are being sent now: each goes out once at a time. */
const underWay = new Set()

/** Sends a form that waits. Where there is no answer it goes on waiting, and does not hold up those behind it. */
async function sendKept(form) {
  const { title, about, key } = form
  underWay.add(key)
  try {
    const { location: there, page, waits } = await send(form)
    if (waits) return
    if (there === undefined)
      await keepForm({ ...form, refused: page.querySelector('#notice, main')?.textContent ?? '' })
    else {
      await dropForm(key)
      news.push({ title, about, location: there })
    }
  } finally {
    underWay.delete(key)
  }
}

/** Sends what waits and is not too old, oldest first. Where the line is still down, it goes on waiting. */
async function sendAll() {
  if (isSending || owner === '') return
  isSending = true
  try {
    for (const form of await allForms().catch(() => []))
      if (isToSend(form) && !underWay.has(form.key)) await sendKept(form).catch(() => undefined)
  } finally {
    isSending = false
    await showWaiting()
  }
}

// --- On each page.

function prepare() {
  for (const form of document.querySelectorAll('form[data-queued]'))
    form.addEventListener('submit', (event) => void submit(event))
  showTimes(document)
}

/** What the phone keeps belongs to whoever was signed in then. */
async function forgetOthers() {
  if (owner === '' || localStorage.getItem('pocket-owner') === owner) return
  await caches.delete('pocket-pages')
  localStorage.setItem('pocket-owner', owner)
}

/** Signs out, unless forms wait and the person would rather stay: whoever is signed out sends nothing. */
async function leave(form) {
  const { length: count } = (await allForms().catch(() => [])).filter(isToSend)
  if (count > 0 && !confirm(text.leaving.replace('{count}', count))) return
  localStorage.removeItem('pocket-owner')
  await caches.delete('pocket-pages').catch(() => undefined)
  form.submit()
}

for (const form of document.querySelectorAll('form[data-leaves]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void leave(form)
  })
}
prepare()
document.getElementById('notice')?.focus()
await forgetOthers().catch(() => undefined)
if ('serviceWorker' in navigator && owner !== '') {
  void navigator.serviceWorker.register('/pocket/worker.js').catch(() => undefined)
  // The first page of all came before there was anybody to keep it.
  if (navigator.serviceWorker.controller === null)
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ keep: location.href }))
}
let isGoingOn = false

/** In the place of a page that is not kept: once the server answers, what waits is sent and the page is loaded. */
async function goOn() {
  if (isGoingOn) return
  isGoingOn = true
  try {
    const { ok } = await fetch('/pocket/offline', {
      cache: 'no-store',
      signal: AbortSignal.timeout(probeMs)
    })
    if (!ok) return
    await sendAll()
    keepNews()
    location.reload()
  } catch {
    // The line is still down.
  } finally {
    isGoingOn = false
  }
}

async function sendWaiting() {
  if ((await allForms()).length > 0) await sendAll()
}

const tryAgain = isStandIn ? goOn : sendWaiting
if (isStandIn) await showWaiting()
else {
  takeNews()
  await sendAll()
}
addEventListener('online', () => void tryAgain().catch(() => undefined))
setInterval(() => void tryAgain().catch(() => undefined), retryMs)
