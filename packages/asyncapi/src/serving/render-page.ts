import { createHash } from 'node:crypto';
import type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiMessageObject,
  AsyncApiOperation,
  AsyncApiReference,
} from '../async-api-document.js';
import type { JsonSchema } from '../json-schema.js';
import { type Html, html } from './html.js';
import { PAGE_STYLE } from './page-style.js';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** The page loads no resources, runs no scripts, and cannot be framed. */
export const PAGE_POLICY: string = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Links to the other forms of the document. */
export interface PageLinks {
  readonly json: string;
  readonly yaml: string;
}

/** Renders the document as one HTML page without scripts. */
export function renderPage(document: AsyncApiDocument, links: PageLinks): string {
  const { info, servers, channels } = document;
  const style: Html = { html: PAGE_STYLE };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${info.title} <small>${info.version}</small></h1>
${info.description && html`<p class="text">${info.description}</p>`}
<p>AsyncAPI ${document.asyncapi} · <a href="${links.json}">JSON</a> · <a href="${links.yaml}">YAML</a></p>
</header>
<main>
<section aria-labelledby="servers">
<h2 id="servers">Servers</h2>
<table>
<thead><tr><th scope="col">name</th><th scope="col">address</th><th scope="col">protocol</th><th scope="col">security</th></tr></thead>
<tbody>${Object.entries(servers).map(
    ([
      name,
      server,
    ]) => html`<tr><th scope="row">${name}</th><td><code>${server.host}${server.pathname ?? ''}</code></td>
<td>${[server.protocol, ...server['x-portico'].subprotocols].join(', ')}</td><td>${namesOf(server.security)}</td></tr>`,
  )}</tbody>
</table>
</section>
${Object.entries(channels).map(([name, channel]) => renderChannel(document, name, channel))}
</main>
</body>
</html>
`.html;
}

function renderChannel(document: AsyncApiDocument, name: string, channel: AsyncApiChannel): Html {
  const operations = Object.entries(document.operations).filter(
    ([, { channel: reference }]) => reference.$ref === `#/channels/${name}`,
  );
  return html`<section aria-labelledby="channel-${name}">
<h2 id="channel-${name}">${name} <code>${channel.address ?? channel['x-socket.io']?.namespacePattern ?? ''}</code></h2>
${channel.summary && html`<p>${channel.summary}</p>`}
${channel.description && html`<p class="text">${channel.description}</p>`}
<p>On ${namesOf(channel.servers)}. Handled by ${channel['x-portico'].gateways.join(', ')}.</p>
${operations.map(([key, operation]) => renderOperation(document, key, operation, channel))}
</section>`;
}

function renderOperation(
  document: AsyncApiDocument,
  key: string,
  operation: AsyncApiOperation,
  channel: AsyncApiChannel,
): Html {
  const { event, stream } = operation['x-portico'];
  const messages = [...operation.messages, ...(operation.reply?.messages ?? [])];
  return html`<article id="${key}" aria-labelledby="${key}-name">
<h3 id="${key}-name"><span class="action">${operation.action === 'receive' ? 'clients send' : 'server sends'}</span> <code>${event}</code>${stream && ' (stream)'}</h3>
${operation.summary && html`<p>${operation.summary}</p>`}
${operation.description && html`<p class="text">${operation.description}</p>`}
${operation.security && html`<p>Needs: ${namesOf(operation.security)}</p>`}
${messages.map(({ $ref }) => {
  const message = channel.messages[lastPart($ref)];
  return message && renderMessage(document, message);
})}
</article>`;
}

function renderMessage(document: AsyncApiDocument, message: AsyncApiMessageObject): Html {
  const { kind, subprotocol } = message['x-portico'];
  return html`<details>
<summary>${kind}${subprotocol && ` (${subprotocol})`}${message.deprecated && ' (deprecated)'}</summary>
<pre tabindex="0">${JSON.stringify(withReferences(document, message.payload), undefined, 2)}</pre>
${message.examples?.map(({ payload }) => html`<p>For example:</p><pre tabindex="0">${JSON.stringify(payload, undefined, 2)}</pre>`)}
</details>`;
}

/** Adds the schemas to which a payload refers, and those to which they refer, each once. */
function withReferences({ components }: AsyncApiDocument, payload: JsonSchema): unknown {
  const used: Record<string, unknown> = {};
  const collect = (schema: unknown): void => {
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$ref' && typeof value === 'string' && !Object.hasOwn(used, lastPart(value))) {
        used[lastPart(value)] = components.schemas?.[lastPart(value)];
        collect(used[lastPart(value)]);
      }
      return value;
    });
  };
  collect(payload);
  return Object.keys(used).length > 0 ? { ...payload, schemas: used } : payload;
}

function namesOf(references: readonly AsyncApiReference[] | undefined): string {
  return references?.map(({ $ref }) => lastPart($ref)).join(', ') ?? '';
}

function lastPart(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
