import type { INestApplication } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';

/** Frames of the form `["event", data]`. */
export function listAdapter(app: INestApplication): WsAdapter {
  // #region list
  const wsAdapter = new WsAdapter(app, {
    messageParser: (data) => {
      const [event, payload] = JSON.parse(data.toString());
      return { event, data: payload };
    },
  });
  // #endregion
  return wsAdapter;
}

/** Binary frames: one byte for the event, the rest is data. */
export function binaryAdapter(app: INestApplication): WsAdapter {
  const wsAdapter = new WsAdapter(app);
  // #region binary
  const EVENTS = ['hello', 'shout'];

  wsAdapter.setMessageParser((data, isBinary) => {
    if (!isBinary) return undefined; // ignored: neither handled nor reported
    const bytes = data as Buffer;
    const event = EVENTS[bytes.readUInt8(0)];
    if (event === undefined) throw new Error(`There is no event ${bytes[0]}.`); // discarded and reported
    return { event, data: bytes.subarray(1).toString() };
  });
  // #endregion
  return wsAdapter;
}
