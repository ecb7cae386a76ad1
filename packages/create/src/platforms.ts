import type { PackageManager } from './package-manager.js';

/** The platforms for applications, by their names on the command line. */
export const HTTP_PLATFORMS = ['express', 'fastify'] as const;
export const WEBSOCKET_PLATFORMS = ['socket.io', 'ws', 'none'] as const;

export type HttpPlatform = (typeof HTTP_PLATFORMS)[number];
export type WebSocketPlatform = (typeof WEBSOCKET_PLATFORMS)[number];

/** The adapter class that each platform package exports. */
export const ADAPTERS: Readonly<Record<HttpPlatform | Exclude<WebSocketPlatform, 'none'>, string>> = {
  express: 'ExpressAdapter',
  fastify: 'FastifyAdapter',
  'socket.io': 'IoAdapter',
  ws: 'WsAdapter',
};

/** The choices for an application. */
export interface ApplicationChoices {
  /** The name in its package.json. */
  readonly name: string;
  readonly http: HttpPlatform;
  /** `'none'` for an application without gateways. */
  readonly ws: WebSocketPlatform;
  /** The package manager that the README and the Dockerfile use. */
  readonly manager: PackageManager;
}

/** The kind of a platform package. */
export const PLATFORM_KINDS = ['http', 'websocket'] as const;
export type PlatformKind = (typeof PLATFORM_KINDS)[number];

/** The choices for a platform package. */
export interface PlatformChoices {
  /** Its npm name: `my-platform`, `@scope/my-platform`. */
  readonly name: string;
  readonly kind: PlatformKind;
}
