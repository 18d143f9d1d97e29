import { html, type Markup } from '@foyer/kit/markup';
import { list, record, text, type JsonRecord } from './json-reader.ts';
import { operationsByTag, type Operation, type TagGroup } from './operations.ts';
import { exampleOf } from './schema-example.ts';
import { resolved, schemaRows, typeOf } from './schema-rows.ts';
import { developerHeader, shell } from './shell.ts';

/** The reference of the API, printed whole on the server from the OpenAPI 3.1 document: the browser's own search finds everything. */
export function docsPage(openapiDocument: object, { hasOutbox = false } = {}): string {
  const document = record(openapiDocument);
  const info = record(document['info']);
  const groups = operationsByTag(document);
  const title = text(info['title']) || 'API';
  return shell({
    title: `${title} · API reference`,
    language: 'en',
    kind: 'docs',
    skipLink: 'Skip to content',
    stylesheets: ['/assets/docs.css'],
    header: developerHeader('docs', hasOutbox),
    main: html`<div class="docs">
      ${sideNavigation(groups)}
      <div class="docs-content">
        <h1>${title} <span class="version">${text(info['version'])}</span></h1>
        ${paragraphs(text(info['description']))}
        <p class="quiet">
          The same as a document for machines: <a href="/openapi.json">openapi.json</a> (OpenAPI
          ${text(document['openapi'])}).
        </p>
        ${groups.map(
          ({ tag, operations }) =>
            html`<section aria-labelledby="tag-${slug(tag)}">
              <h2 id="tag-${slug(tag)}">${tag}</h2>
              ${operations.map((operation) => operationSection(document, operation))}
            </section>`,
        )}
      </div>
    </div>`,
  });
}

function sideNavigation(groups: readonly TagGroup[]): Markup {
  return html`<nav class="docs-nav" aria-label="Operations">
    ${groups.map(
      ({ tag, operations }) =>
        html`<p id="nav-${slug(tag)}">${tag}</p>
          <ul aria-labelledby="nav-${slug(tag)}">
            ${operations.map(
              ({ anchor, method, path }) =>
                html`<li>
                  <a href="#${anchor}">${badge(method)}<span>${breakable(path)}</span></a>
                </li>`,
            )}
          </ul>`,
    )}
  </nav>`;
}

function operationSection(document: JsonRecord, operation: Operation): Markup {
  const { anchor, method, path, details } = operation;
  return html`<article class="operation" id="${anchor}" aria-labelledby="${anchor}-title">
    <h3 id="${anchor}-title">
      <a href="#${anchor}">${operation.summary}</a>
    </h3>
    <p class="endpoint">${badge(method)}<code>${breakable(path)}</code></p>
    ${paragraphs(operation.description)} ${parameters(document, details)} ${requestBody(document, details)}
    ${responses(document, details)}
  </article>`;
}

function parameters(document: JsonRecord, details: JsonRecord): Markup | false {
  const found = list(details['parameters']).map((parameter) => resolved(document, parameter));
  return (
    found.length > 0 &&
    html`<h4>Parameters</h4>
      ${table(
        ['Name', 'In', 'Type', 'Meaning'],
        found.map((parameter) => [
          nameCell(text(parameter['name']), parameter['required'] === true),
          text(parameter['in']),
          html`<code>${typeOf(document, parameter['schema'])}</code>`,
          text(parameter['description']) || text(resolved(document, parameter['schema'])['description']),
        ]),
      )}`
  );
}

function requestBody(document: JsonRecord, details: JsonRecord): Markup | false {
  const content = Object.entries(record(resolved(document, details['requestBody'])['content']));
  const [first] = content;
  return (
    first !== undefined &&
    html`<h4>Body</h4>
      <p class="quiet">${content.map(([type]) => html`<code>${type}</code> `)}</p>
      ${schemaTable(document, record(first[1])['schema'])}
      ${example(document, 'Example', content.find(([type]) => type.includes('json')) ?? first)}`
  );
}

function responses(document: JsonRecord, details: JsonRecord): Markup {
  return html`<h4>Answers</h4>
    <dl class="responses">
      ${Object.entries(record(details['responses'])).map(([status, answer]) => {
        const found = resolved(document, answer);
        const content = Object.entries(record(found['content']));
        const [first] = content;
        const isProblem = first?.[0] === 'application/problem+json';
        return html`<dt><span class="status status-${status.charAt(0)}">${status}</span></dt>
          <dd>
            <p>
              ${text(found['description'])}
              ${content.map(([type]) => html`<code class="quiet">${type}</code> `)}
            </p>
            ${first && !isProblem && schemaTable(document, record(first[1])['schema'])}
            ${first?.[0].includes('json') && !isProblem && example(document, 'Example', first)}
          </dd>`;
      })}
    </dl>`;
}

function schemaTable(document: JsonRecord, schema: unknown): Markup | false {
  const rows = schemaRows(document, schema);
  return (
    rows.length > 0 &&
    table(
      ['Field', 'Type', 'Meaning'],
      rows.map((row) => [
        nameCell(row.path, row.isRequired),
        html`<code>${row.type}</code>`,
        html`${row.description} ${row.limits && html`<span class="limits">${row.limits}</span>`}`,
      ]),
    )
  );
}

function example(
  document: JsonRecord,
  title: string,
  [type, media]: readonly [string, unknown],
): Markup | false {
  const { schema, example: given } = record(media);
  const value = given ?? exampleOf(document, schema);
  if (value === null || typeof value !== 'object') return false;
  const written = type.includes('json')
    ? JSON.stringify(value, null, 2)
    : new URLSearchParams(
        Object.entries(record(value)).map(([name, member]): [string, string] => [name, String(member)]),
      ).toString();
  return html`<figure>
    <figcaption>${title}</figcaption>
    <pre tabindex="0"><code>${written}</code></pre>
  </figure>`;
}

function table(head: readonly string[], rows: readonly (readonly (Markup | string)[])[]): Markup {
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="${head.join(', ')}">
    <table>
      <thead>
        <tr>
          ${head.map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, ...cells]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function nameCell(name: string, isRequired: boolean): Markup {
  return html`<code>${breakable(name)}</code>${isRequired && html` <span class="required">required</span>`}`;
}

function badge(method: string): Markup {
  return html`<span class="method method-${method}">${method.toUpperCase()}</span> `;
}

function paragraphs(description: string): readonly Markup[] {
  return description
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p>${paragraph}</p>`);
}

/** Long paths and names may break after their separators. */
function breakable(name: string): readonly (Markup | string)[] {
  return name.split(/(?<=[/._-])/).flatMap((part) => [part, html`<wbr />`]);
}

function slug(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
