import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Released } from './release.js';

/** A registry on loopback that has our packages and nothing else: all others come from where npm has them from. */
export interface Registry {
  origin: string;
  /** The line of an `.npmrc` that sends our scope here. */
  npmrc: string;
  close(): Promise<void>;
}

/** What `npm publish` sends, as far as it matters here. */
export interface Publication {
  name: string;
  versions: Record<string, object>;
  /** Tarballs in Base64, by name. */
  _attachments: Record<string, { data: string }>;
}

/**
 * Serves packed packages to npm; of several versions of one, the first is the latest.
 *
 * @param publish takes what `npm publish` sends; without it nothing can be published
 */
export async function startRegistry(
  releases: readonly Released[],
  publish?: (publication: Publication) => void,
): Promise<Registry> {
  const server = createServer((request, response) => {
    if (request.method === 'PUT' && publish) {
      void json(request).then((body) => {
        publish(body as Publication);
        response.writeHead(201).end('{}');
      });
      return;
    }
    const path = decodeURIComponent(request.url ?? '');
    const release = releases.find(({ tarball }) => path.endsWith(`/-/${basename(tarball)}`));
    const versions = releases.filter(({ name }) => path === `/${name}`);
    // Two runs may give one version different contents: npm must not remember any.
    response.setHeader('cache-control', 'no-store');
    if (release) response.end(readFileSync(release.tarball));
    else if (versions.length > 0) response.end(JSON.stringify(packument(versions, originOf(server))));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: originOf(server),
    npmrc: `@portico:registry=${originOf(server)}/\n`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What npm asks a registry about a package. */
function packument(versions: readonly Released[], origin: string): object {
  const [latest] = versions;
  return {
    name: latest?.name,
    'dist-tags': { latest: latest?.version },
    versions: Object.fromEntries(
      versions.map(({ manifest, tarball }) => {
        const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
        const dist = { integrity, tarball: `${origin}/${manifest.name}/-/${basename(tarball)}` };
        return [manifest.version, { ...manifest, dist }];
      }),
    ),
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
