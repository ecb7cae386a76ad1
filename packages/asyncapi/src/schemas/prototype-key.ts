/** Omitted from documents: programs that read them would set the prototype of an object in place of a member of this name. */
export const PROTOTYPE_KEY = '__proto__';
