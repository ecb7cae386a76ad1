import type { INestApplicationContext } from '@portico/common';
import { gatewaysOf } from '@portico/websockets';

// #region list
export function listGateways(app: INestApplicationContext): string[] {
  return gatewaysOf(app).map(
    ({ name, path, messages }) => `${name} at ${path}: ${messages.map(({ event }) => event).join(', ')}`,
  );
}
// #endregion
