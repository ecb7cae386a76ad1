import { RequestMethod } from '@portico/common';

/** Whether what is declared for a method takes a request: GET takes HEAD too. */
export function takesMethod(declared: RequestMethod, requested: string): boolean {
  if (declared === RequestMethod.ALL) return true;
  const name = RequestMethod[declared];
  return requested === name || (name === 'GET' && requested === 'HEAD');
}
