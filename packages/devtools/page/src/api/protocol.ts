export type * from '../../../src/protocol.js';
export { SERVER_EXTENSION } from '../../../src/protocol.js';
