import { createHash } from 'node:crypto'
import { Html, markup } from './html.ts'
import type { Answer } from './serve.ts'

const style = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5b6878; --line: #d9dfe7; --ground: #fff; --raised: #f5f7fa;
  --mark: #0b6b57; --code: #eef2f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf1; --soft: #9aa8b8; --line: #303a46; --ground: #12171d; --raised: #1a2129; --mark: #5fd0b4;
    --code: #1f2832; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, 'Segoe UI', Roboto, 'Noto Sans',
  'DejaVu Sans', sans-serif; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding-top: 1.1rem; padding-bottom: .9rem; }
header strong { font-size: 1.15rem; letter-spacing: .01em; }
header a, nav a { margin-right: 1rem; white-space: nowrap; }
main { padding-bottom: 3rem; }
footer { color: var(--soft); font-size: .875rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
a { color: var(--mark); text-decoration-thickness: 1px; text-underline-offset: .15em; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; max-width: 46rem; }
.soft { color: var(--soft); }
small, .small { font-size: .875rem; }
code, pre { font: .875em/1.5 ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
code { background: var(--code); border-radius: .25rem; padding: .08em .3em; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: .4rem; padding: .75rem .9rem; overflow-x: auto; margin: .5rem 0; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.wide { overflow-x: auto; }
.narrow { max-width: 24rem; }
nav ul { columns: 11rem; column-gap: 2rem; max-width: 46rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; font-size: .875rem; color: var(--soft); }
tbody th { color: inherit; font-size: inherit; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
time, .nowrap { white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--raised); }
summary { cursor: pointer; padding: .6rem .8rem; display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
summary::-webkit-details-marker { display: none; }
summary code { background: none; padding: 0; font-weight: 600; }
details > div { padding: 0 .8rem .8rem; background: var(--ground); border-radius: 0 0 .5rem .5rem; border-top: 1px solid var(--line); }
.method { color: var(--mark); display: inline-block; min-width: 3.8rem; }
dl { margin: .3rem 0; }
dt { margin-top: .45rem; }
dd { margin: 0 0 0 1rem; color: var(--soft); font-size: .9375rem; }
ul { padding-left: 1.1rem; margin: .4rem 0; }
form { margin: 1.25rem 0; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: .5rem;
  background: var(--mark); color: var(--ground); cursor: pointer; }
button:hover { filter: brightness(1.1); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
@media (max-width: 40rem) {
  header, main, footer { padding-left: .9rem; padding-right: .9rem; }
  .stacks thead { display: none; }
  .stacks tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
  .stacks td, .stacks tbody th { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: .15rem 0;
    text-align: right; white-space: normal; overflow-wrap: anywhere; }
  .stacks td::before { content: attr(data-name); color: var(--soft); font-size: .875rem; text-align: left; white-space: nowrap; }
  .stacks tbody th { justify-content: start; font-weight: 600; }
}
@media print { details { break-inside: avoid; } header a { display: none; } }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** How a page differs from others. */
export type PageForm = Readonly<{
  status?: number
  lang?: string
  /** Whether the links to documentation and status stand above it. */
  nav?: boolean
  /** Whether it has forms, which are sent to this server. */
  forms?: boolean
  headers?: Readonly<Record<string, string>>
}>

const nav = markup`<nav><a href="/status">Status</a> <a href="/docs">API</a> <a href="/v1/openapi.json">openapi.json</a></nav>`

/** A page in the house's look: it loads nothing, runs no script, and works in the light, in the dark and on a phone. */
export function page(title: string, content: Html, foot: Html, form: PageForm = {}): Answer {
  const text = markup`<!doctype html>
<html lang="${form.lang ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Kontor</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<header><strong>Kontor</strong>${form.nav === false ? '' : nav}</header>
<main>
${content}
</main>
<footer>${foot}</footer>
</body>
</html>
`
  return {
    status: form.status ?? 200,
    type: 'text/html; charset=utf-8',
    text: text.text,
    headers: {
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action ${form.forms ? "'self'" : "'none'"}; frame-ancestors 'none'`,
      // With `no-referrer` a browser would say `Origin: null` of a form, and it could not be told from a stranger's.
      ...(form.forms ? { 'referrer-policy': 'strict-origin' } : {}),
      ...form.headers
    }
  }
}
