import { type Document, operationsOf } from './document.ts'
import { type Method, methodOf } from './method.ts'
import { namesOf } from './names.ts'
import { typeWriter } from './types.ts'

const note = '// Made from docs/openapi.json by `npm run sdk`. Changes belong there, or into sdk/generate.'

/** What the generator writes: the types of all things, the methods, and a page that lists them. */
export type Sources = Readonly<{ types: string; operations: string; page: string }>

/** The sources of the SDK that follow from this document. */
export function sourcesOf(document: Document): Sources {
  const writer = typeWriter(document)
  const methods = [...namesOf(operationsOf(document))].map(([placed, name]) => methodOf(placed, name, writer))
  refuseDoubles(methods)
  const failures = [...new Set(methods.flatMap(({ placed }) => placed.operation['x-failures'] ?? []))].sort()
  const types = [
    note,
    writer.declarations(),
    ...methods.flatMap((method) => method.types),
    '/** The codes that refusals of the operations have. `http.…` codes can come from each of them. */',
    `export type FailureCode = ${failures.map((code) => JSON.stringify(code)).join(' | ') || 'never'}`
  ].join('\n\n')
  return { types, operations: operationsText(methods, types), page: pageOf(methods) }
}

function operationsText(methods: readonly Method[], types: string): string {
  const body = treeText(treeOf(methods))
  const code = body.replace(/\/\*\*[^]*?\*\/|`[^`]*`/g, '')
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(code)
  const imported = [...types.matchAll(/^export (?:type|interface) (\w+)/gm)]
    .map(([, name = '']) => name)
    .filter(used)
  return [
    note,
    `import type { ${['ActOptions', 'CallOptions', 'Page', 'Send'].filter((name) => name === 'Send' || used(name)).join(', ')} } from '../call.ts'`,
    ...(used('pagesOf') ? ["import { pagesOf } from '../pages.ts'"] : []),
    ...(body.includes('segment(') ? ["import { segment } from '../url.ts'"] : []),
    `import type { ${imported.sort().join(', ')} } from './types.ts'`,
    '',
    '/** All operations, each sent by `send`. */',
    `export const resources = (send: Send) => (${body})`
  ].join('\n')
}

function refuseDoubles(methods: readonly Method[]): void {
  const seen = new Set<string>()
  for (const { resource, texts, placed } of methods)
    for (const { name } of texts) {
      const full = [...resource, name].join('.')
      if (seen.has(full))
        throw new Error(`${full} would be two operations; one is ${placed.method} ${placed.path}`)
      seen.add(full)
    }
}

type Tree = { readonly methods: string[]; readonly below: Map<string, Tree> }

/** The methods as one object that holds objects. */
function treeOf(methods: readonly Method[]): Tree {
  const root: Tree = { methods: [], below: new Map() }
  for (const { resource, texts } of methods) {
    let tree = root
    for (const word of resource) {
      const next: Tree = tree.below.get(word) ?? { methods: [], below: new Map() }
      tree.below.set(word, next)
      tree = next
    }
    tree.methods.push(...texts.map(({ text }) => text))
  }
  return root
}

function treeText({ methods, below }: Tree): string {
  const members = [...methods, ...[...below].map(([word, tree]) => `${word}: ${treeText(tree)}`)]
  return `{\n${members.join(',\n\n')}\n}`
}

/** All methods as tables, one for each heading of the documentation. */
function pageOf(methods: readonly Method[]): string {
  const tagOf = ({ placed }: Method) => placed.operation.tags?.[0] ?? ''
  const row = ({ resource, texts, shown, placed: { method, path, operation } }: Method) => {
    const names = texts.map(({ name }) => `\`${[...resource, name].join('.')}(${shown})\``)
    return `| ${names.join(', ')} | \`${method} ${path}\` | ${operation.summary} |`
  }
  return [
    '# Operations of the SDK',
    '',
    'Made by `npm run sdk` from the description of the API. The rule of the names stands in `sdk/generate/names.ts`. Each',
    'method takes options as its last argument: those of each call, and the query. `all…` goes through all pages.',
    ...[...new Set(methods.map(tagOf))].flatMap((tag) => [
      '',
      `## ${tag}`,
      '',
      '| method | request | |',
      '| --- | --- | --- |',
      ...methods.filter((method) => tagOf(method) === tag).map(row)
    ])
  ].join('\n')
}
