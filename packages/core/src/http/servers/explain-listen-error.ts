import { errorCode, invalidHttpsOptions } from '@portico/common/internal';
import { isTlsError } from './create-server.js';

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Another program uses this port, often an earlier start of the same application. Stop it, or listen on another port.',
  EACCES:
    'The process may not open this port; those below 1024 often need a privilege. Listen on another port, behind a proxy if needed.',
  EADDRNOTAVAIL: 'This machine has no such address. Listen on one that it has, or on all of them: "0.0.0.0", "::".',
};

/**
 * Adds how to fix it to the message of an error of listening. The error remains that of Node, with its `code`, which
 * applications check.
 */
export function explainListenError(error: unknown): unknown {
  // Bun reads the key when the server listens; Node, when it is created.
  if (isTlsError(error)) return invalidHttpsOptions(error);
  const remedy = REMEDIES[errorCode(error) ?? ''];
  if (remedy === undefined || !(error instanceof Error) || error.message.includes(remedy)) return error;
  // Node prints the stack. It is read first, because it is composed from the message when it is read for the first time.
  const { message, stack } = error;
  error.message = `${message}\nHow to fix it: ${remedy}`;
  if (stack?.includes(message)) error.stack = stack.replace(message, () => error.message);
  return error;
}
