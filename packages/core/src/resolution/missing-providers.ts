import type { InjectionToken } from '@portico/common';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { valueRecord } from '../scanning/provider-definitions.js';

/** Creates a substitute for a token without a provider; `undefined` leaves the error unchanged. */
export type Substitute = (token: InjectionToken) => unknown;

/** Substitutes for dependencies without a provider; each token gets one value for the whole application. */
export class MissingProviders {
  private substitute: Substitute | undefined;
  private readonly records = new Map<InjectionToken, ProviderRecord>();

  /** Uses this function from now on. */
  use(substitute: Substitute): void {
    this.substitute = substitute;
  }

  /** The substitute record for a token, or `undefined`. */
  provide(wanted: unknown, host: ModuleRecord): ProviderRecord | undefined {
    if (!this.substitute || wanted === undefined || wanted === null) return undefined;
    // A class may inject a value that is not a token; it is also replaced by a mock.
    const token = wanted as InjectionToken;
    const known = this.records.get(token);
    if (known) return known;
    const value = this.substitute(token);
    if (value === undefined || value === null) return undefined;
    const record = valueRecord(host, token, value);
    this.records.set(token, record);
    return record;
  }
}
