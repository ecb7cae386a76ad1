import type { WebSocketAdapter } from '@portico/common';

/** An adapter of `app.useWebSocketAdapter(adapter, { name })`. */
export interface NamedWebSocketAdapter {
  readonly adapter: WebSocketAdapter;
  /** As {@link ApplicationConfig.inheritedByGateways}, for the gateways of this adapter. */
  readonly inheritedByGateways: boolean | undefined;
}

type NamedAdapters = ReadonlyMap<string, NamedWebSocketAdapter>;

const NONE: NamedAdapters = new Map();

/**
 * The adapters of `app.useWebSocketAdapter()`. The applications of a testing module share their settings, but not their
 * adapters: closing an application closes its adapters. An application that has set none uses those of the others.
 */
export class WebSocketAdapters {
  private readonly defaults = new WeakMap<object, WebSocketAdapter>();
  private readonly named = new WeakMap<object, Map<string, NamedWebSocketAdapter>>();
  private readonly lastNamed = new Map<string, NamedWebSocketAdapter>();

  constructor(private lastDefault: WebSocketAdapter | null) {}

  setDefault(adapter: WebSocketAdapter, application?: object): void {
    this.lastDefault = adapter;
    if (application) this.defaults.set(application, adapter);
  }

  defaultOf(application?: object): WebSocketAdapter | null {
    return (application && this.defaults.get(application)) ?? this.lastDefault;
  }

  add(name: string, adapter: NamedWebSocketAdapter, application: object): void {
    this.lastNamed.set(name, adapter);
    const own = this.named.get(application);
    if (own) own.set(name, adapter);
    else this.named.set(application, new Map([[name, adapter]]));
  }

  /** Returns the adapters that an application has added itself. */
  addedBy(application: object): NamedAdapters {
    return this.named.get(application) ?? NONE;
  }

  /** Returns the adapters that the gateways of an application can use. */
  namedOf(application?: object): NamedAdapters {
    return (application && this.named.get(application)) ?? this.lastNamed;
  }
}
