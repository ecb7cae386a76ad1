/** The platforms that an application can be created on, by the names that the command line takes. */
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

/** What an application is created from. */
export interface ApplicationChoices {
  /** The name in its package.json. */
  readonly name: string;
  readonly http: HttpPlatform;
  /** `'none'` leaves gateways out. */
  readonly ws: WebSocketPlatform;
}

/** What a platform package serves. */
export const PLATFORM_KINDS = ['http', 'websocket'] as const;
export type PlatformKind = (typeof PLATFORM_KINDS)[number];

/** What a new platform package is made of. */
export interface PlatformChoices {
  /** Its npm name: `my-platform`, `@scope/my-platform`. */
  readonly name: string;
  readonly kind: PlatformKind;
}
