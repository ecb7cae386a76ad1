import { RequestMethod } from '@portico/common';

/** Returns whether a declared method handles a requested one: GET also handles HEAD. */
export function takesMethod(declared: RequestMethod, requested: string): boolean {
  if (declared === RequestMethod.ALL) return true;
  const name = RequestMethod[declared];
  return requested === name || (name === 'GET' && requested === 'HEAD');
}
