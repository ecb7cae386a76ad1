/** What an input has put on the prototype of all objects, as `polluted`; `undefined` if nothing. */
export function pollution(): unknown {
  return Reflect.get({}, 'polluted');
}
