import type { InjectionToken } from '@portico/common';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { valueRecord } from '../scanning/provider-definitions.js';

/** Makes something to stand in for a token that nothing provides; `undefined` leaves the error as it is. */
export type Substitute = (token: InjectionToken) => unknown;

/** What stands in for dependencies that nothing provides; a token gets one value for the whole application. */
export class MissingProviders {
  private substitute: Substitute | undefined;
  private readonly records = new Map<InjectionToken, ProviderRecord>();

  /** Asks this function from now on. */
  use(substitute: Substitute): void {
    this.substitute = substitute;
  }

  /** The record that stands in for a token, or `undefined`. */
  provide(wanted: unknown, host: ModuleRecord): ProviderRecord | undefined {
    if (!this.substitute || wanted === undefined || wanted === null) return undefined;
    // Classes may ask for a value that is not a token; a mock stands in for it, too.
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
