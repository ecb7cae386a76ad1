import type { InjectionToken } from '@portico/common';
import type { GatewayMetadata } from './gateway-metadata.js';

/** A token, or an optional one. */
export type FactoryDependency = InjectionToken | { readonly token: InjectionToken; readonly optional: boolean };

type AnyClass<Instance> = abstract new (...args: any[]) => Instance;

/**
 * The argument of a factory for a token: an instance of a class. For other tokens, the compiler does not know the type.
 */
export type InjectedValue<T> = T extends { readonly token: infer Token; readonly optional: infer Optional }
  ? InjectedValue<Token> | (Optional extends false ? never : undefined)
  : T extends AnyClass<infer Instance>
    ? Instance
    : any;

/** The options of a gateway that are known only at run time, with the port. */
export type GatewayFactoryOptions = GatewayMetadata & {
  /** The port to listen on. Default: 0, the port of the application. */
  port?: number | undefined;
};

/** Creates the options of a gateway from providers, once, before the servers of the application start. */
export interface GatewayOptionsFactory<Tokens extends readonly FactoryDependency[] = readonly FactoryDependency[]> {
  /**
   * The dependencies that are passed to the factory. They have to be available in the module of the gateway. Default:
   * none.
   */
  readonly inject?: Tokens;
  /** Returns the options, or a promise of them. */
  readonly useFactory: (
    ...dependencies: { -readonly [Index in keyof Tokens]: InjectedValue<Tokens[Index]> }
  ) => GatewayFactoryOptions | Promise<GatewayFactoryOptions>;
}
