/** Returns the property `polluted` of the prototype of all objects; `undefined` if no input has set it. */
export function pollution(): unknown {
  return Reflect.get({}, 'polluted');
}
