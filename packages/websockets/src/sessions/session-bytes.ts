/** Returns how many bytes the rooms and the data of a client take as JSON. Data that JSON cannot represent is not counted. */
export function sessionBytes({ rooms, data }: { readonly rooms: readonly string[]; readonly data: unknown }): number {
  try {
    return Buffer.byteLength(JSON.stringify({ rooms, data }));
  } catch {
    return Buffer.byteLength(JSON.stringify(rooms));
  }
}
