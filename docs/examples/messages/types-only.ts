import { createClient } from '@portico/client';
// #region types
import type { chat } from './contract.js'; // the schemas are not part of the bundle

const client = createClient<typeof chat>('wss://example.org');
// #endregion
void client;
