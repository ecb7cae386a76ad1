/** A reply of 3 kB. */
export const cats = Array.from({ length: 50 }, (_, id) => ({ id: String(id), name: 'Tom', kind: 'cat', lives: 9 }));
