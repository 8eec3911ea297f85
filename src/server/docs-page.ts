import { exampleOf, resolve, schemaName } from './example.ts'
import { type Html, markup } from './html.ts'
import type { OpenApi, Operation, Schema } from './openapi.ts'
import { page } from './page.ts'
import type { Answer } from './serve.ts'

/** The page at /docs: every request of the API, from the OpenAPI document. */
export function docsPage(document: OpenApi): Answer {
  const { schemas } = document.components
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
  )
  return page(
    'API',
    markup`<h1>The API of Kontor</h1>
      ${document.info.description.split('\n\n').map((paragraph) => markup`<p>${prose(paragraph)}</p>`)}
      <nav aria-label="Contents">
        <ul>
          ${document.tags.map(({ name }) => markup`<li><a href="#${anchor(name)}">${name}</a></li>`)}
          <li><a href="#schemas">Schemas</a></li>
        </ul>
      </nav>
      ${document.tags.map(
        ({ name }) =>
          markup`<h2 id="${anchor(name)}">${name}</h2>
            ${operations
              .filter(({ operation }) => operation.tags.includes(name))
              .map(({ path, method, operation }) => operationOf(method, path, operation, schemas))}`
      )}
      <h2 id="schemas">Schemas</h2>
      <p>The forms that several requests have in common.</p>
      ${Object.entries(schemas).map(([name, schema]) => schemaOf(name, schema, schemas))}`,
    markup`Kontor ${document.info.version}. The same for programs:
      <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).`
  )
}

type Schemas = Readonly<Record<string, Schema>>

function operationOf(method: string, path: string, operation: Operation, schemas: Schemas): Html {
  const permission = operation['x-permission']
  const failures = operation['x-failures']
  return markup`<details id="${operation.operationId}">
    <summary>
      <code><span class="method">${method}</span> ${path}</code>
      <span class="soft">${operation.summary}</span>
    </summary>
    <div>
      ${operation.description === undefined ? '' : markup`<p>${prose(operation.description)}</p>`}
      <p class="small soft">
        ${
          permission === null
            ? 'Needs no key.'
            : markup`Needs the permission <code>${permission}</code>, which keys of these kinds have:
                ${operation['x-granted-to'].join(', ')}.`
        }
      </p>
      ${parametersOf(operation)} ${bodyOf('Body', operation.requestBody?.content, schemas)}
      ${bodyOf('Answer', successOf(operation), schemas)}
      ${
        failures.length === 0
          ? ''
          : markup`<h3>Refusals of its own</h3>
              <p class="small">${failures.map((code) => markup`<code>${code}</code> `)}</p>`
      }
    </div>
  </details> `
}

function parametersOf({ parameters }: Operation): Html | string {
  if (parameters.length === 0) return ''
  return markup`<h3>Parameters</h3>
    <dl>
      ${parameters.map(
        ({ name, in: place, required, description, schema }) =>
          markup`<dt>
              <code>${name}</code>
              <span class="small soft"
                >in the ${place}${required ? '' : ', optional'}; ${typeOf(schema)}</span
              >
            </dt>
            ${description === undefined ? '' : markup`<dd>${prose(description)}</dd>`}`
      )}
    </dl>`
}

type Content = Readonly<Record<string, Readonly<{ schema: Schema }>>>

function successOf({ responses }: Operation): Content | undefined {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return (success as { content?: Content } | undefined)?.content
}

function bodyOf(title: string, content: Content | undefined, schemas: Schemas): Html | string {
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  if (type === undefined || media === undefined) return ''
  const example = exampleOf(media.schema, schemas)
  return markup`<h3>${title} <span class="small soft">${type}</span></h3>
    <dl>${membersOf(title === 'Body' ? resolve(media.schema, schemas) : media.schema, schemas)}</dl>
    ${type === 'application/json' ? markup`<pre><code>${JSON.stringify(example, null, 2)}</code></pre>` : ''}`
}

function schemaOf(name: string, schema: Schema, schemas: Schemas): Html {
  return markup`<details id="schema-${name}">
    <summary>
      <code>${name}</code> <span class="soft">${schema.description ? prose(schema.description) : ''}</span>
    </summary>
    <div>
      <dl>${membersOf(schema, schemas)}</dl>
      <pre><code>${JSON.stringify(exampleOf(schema, schemas), null, 2)}</code></pre>
    </div>
  </details> `
}

/** The members of an object, or what else the schema says; a schema with a name is linked instead of repeated. */
function membersOf(schema: Schema, schemas: Schemas): readonly Html[] {
  if (schemaName(schema) !== undefined) return [markup`<dt class="small">${typeOf(schema)}</dt>`]
  const { properties, required } = schema
  if (!properties) return [markup`<dt class="small">${typeOf(schema)}</dt>`]
  return Object.entries(properties).map(([name, member]) => {
    const description = member.description ?? resolve(member, schemas).description
    return markup`<dt>
        <code>${name}</code>
        <span class="small soft">${typeOf(member)}${required?.includes(name) ? '' : ', optional'}</span>
      </dt>
      ${description === undefined ? '' : markup`<dd>${prose(description)}</dd>`}${innerOf(member, schemas)}`
  })
}

/** The members of an object that has no name of its own, one level further in. */
function innerOf(member: Schema, schemas: Schemas): Html | string {
  const inner = member.type === 'array' ? member.items : member
  if (!inner?.properties) return ''
  return markup`<dd><dl>${membersOf(inner, schemas)}</dl></dd>`
}

function typeOf(schema: Schema): Html {
  const name = schemaName(schema)
  if (name !== undefined) return markup`<a href="#schema-${name}">${name}</a>`
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return markup`${choices.map((choice, i) => markup`${i > 0 ? ' or ' : ''}${typeOf(choice)}`)}`
  if (schema.enum)
    return markup`one of
    ${schema.enum.map((value, i) => markup`${i > 0 ? ', ' : ''}<code>${String(value)}</code>`)}`
  if (schema.const !== undefined) return markup`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.type === 'array' && schema.items)
    return markup`list of ${typeOf(schema.items)}${boundsOf(schema)}`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any value')
  return markup`${schema.format === 'date-time' ? 'time' : type}${boundsOf(schema)}`
}

function boundsOf(schema: Schema): string {
  const safe = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < 2 ** 53 - 1 ? bound : undefined
  const bounds = [
    [schema.minimum, 'from'],
    [schema.maximum, 'to'],
    [schema.minLength, 'at least'],
    [schema.maxLength, 'at most'],
    [schema.minItems, 'at least'],
    [schema.maxItems, 'at most']
  ] as const
  return bounds.flatMap(([bound, word]) => (safe(bound) === undefined ? [] : [` ${word} ${bound}`])).join('')
}

/** Text with `code` in it. */
function prose(text: string): readonly (Html | string)[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? markup`<code>${part}</code>` : part))
}

const anchor = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
