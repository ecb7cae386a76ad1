import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

export const navigation: DefaultTheme.NavItem[] = [
  { text: 'Guide', link: '/getting-started', activeMatch: '^/(?!reference|errors|moving)[a-z]' },
  { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
  { text: 'Errors', link: '/errors' },
  { text: 'From NestJS', link: '/moving-from-nestjs' },
];

const chapters: readonly { readonly text: string; readonly pages: readonly (readonly [string, string])[] }[] = [
  {
    text: 'Start',
    pages: [
      ['Getting started', 'getting-started'],
      ['Installing what you need', 'installing'],
      ['Use NestJS modules', 'modules'],
      ['Moving from NestJS', 'moving-from-nestjs'],
    ],
  },
  {
    text: 'Guide',
    pages: [
      ['HTTP', 'http'],
      ['Gateways', 'gateways'],
      ['Rooms and broadcasts', 'rooms'],
      ['Recovery', 'recovery'],
      ['Authentication', 'authentication'],
      ['Typed messages', 'messages'],
      ['AsyncAPI documents', 'asyncapi'],
      ['WebSocket adapters', 'websocket-adapters'],
      ['Codecs', 'codecs'],
      ['The client', 'client'],
      ['Dependency injection', 'dependency-injection'],
      ['The pipeline', 'pipeline'],
      ['Testing', 'testing'],
      ['Devtools', 'devtools'],
    ],
  },
  {
    text: 'Production',
    pages: [
      ['Checklist', 'production'],
      ['Security', 'security'],
      ['Logging', 'logging'],
      ['Observability', 'observability'],
      ['Scaling', 'scaling'],
    ],
  },
  {
    text: 'Reference and background',
    pages: [
      ['Errors', 'errors'],
      ['The protocol portico.1', 'protocol'],
      ['Performance', 'performance'],
      ['Measurements', 'measurements'],
      ['Bun and Deno', 'runtimes'],
      ['Architecture', 'architecture'],
    ],
  },
  {
    text: 'Contributing',
    pages: [
      ['Contributing a platform', 'contributing-a-platform'],
      ['Releasing', 'releasing'],
    ],
  },
];

/** The packages in the order in which a reader meets them. */
const packages = [
  'common',
  'core',
  'websockets',
  'platform-express',
  'platform-fastify',
  'platform-socket.io',
  'platform-ws',
  'client',
  'asyncapi',
  'opentelemetry',
  'devtools',
  'testing',
  'conformance',
];

/**
 * The sidebars: of the guide, and of the reference that typedoc has written into `docs/reference`. That one names
 * packages and kinds only; with every name in it each of the hundreds of pages would carry the whole list.
 */
export function sidebar(documents: string): DefaultTheme.SidebarMulti {
  return {
    '/reference/': [
      { text: 'Reference', link: '/reference/', items: packages.map((name) => packageItem(documents, name)) },
    ],
    '/': chapters.map(({ text, pages }) => ({
      text,
      items: pages.map(([title, page]) => ({ text: title, link: `/${page}` })),
    })),
  };
}

function packageItem(documents: string, name: string): DefaultTheme.SidebarItem {
  const path = `reference/@portico/${name}`;
  const folder = join(documents, path);
  // In development the reference may not have been written yet.
  const found = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const parts = found.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  // Other entries of the package, such as `@portico/core/adapters`, have pages of their own.
  const isEntry = (part: string): boolean => existsSync(join(folder, part, 'index.md'));
  return {
    text: name,
    link: `/${path}/`,
    collapsed: true,
    items: [
      ...parts.filter((part) => !isEntry(part)).map((kind) => ({ text: titleOf(kind), link: `/${path}/#${kind}` })),
      ...parts.filter(isEntry).map((entry) => ({ text: `${name}/${entry}`, link: `/${path}/${entry}/` })),
    ],
  };
}

function titleOf(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
