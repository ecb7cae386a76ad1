/** The data of a client: its name, once it has signed in. */
export interface Member {
  name?: string;
}
