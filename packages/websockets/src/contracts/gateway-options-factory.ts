import type { InjectionToken } from '@portico/common';
import type { GatewayMetadata } from './gateway-metadata.js';

/** A token, or a token that need not be provided. */
export type FactoryDependency = InjectionToken | { readonly token: InjectionToken; readonly optional: boolean };

type AnyClass<Instance> = abstract new (...args: any[]) => Instance;

/** What a factory is called with for a token: an instance of a class; of other tokens the compiler does not know the type. */
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

/** Makes the options of a gateway from providers, once, before the servers of the application start. */
export interface GatewayOptionsFactory<Tokens extends readonly FactoryDependency[] = readonly FactoryDependency[]> {
  /** What the factory is called with. It has to be available in the module of the gateway. Default: nothing. */
  readonly inject?: Tokens;
  /** Returns the options, or a promise of them. */
  readonly useFactory: (
    ...dependencies: { -readonly [Index in keyof Tokens]: InjectedValue<Tokens[Index]> }
  ) => GatewayFactoryOptions | Promise<GatewayFactoryOptions>;
}
