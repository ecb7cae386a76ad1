const RETRY_MS = 500;

/** Connects with a plain WebSocket. Frames are `{ event, data }`, and a reply is a frame without an event. */
export async function openConnection({ name, on }) {
  let socket;
  let asking = [];
  const fail = () => {
    for (const reply of asking) reply(false);
    asking = [];
  };
  const open = () => {
    const url = new URL(location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    url.search = new URLSearchParams({ name: name() });
    url.hash = '';
    const own = new WebSocket(url);
    socket = own;
    own.addEventListener('open', () => {
      on.connected(true);
      on.how('Connected with a WebSocket.');
    });
    own.addEventListener('close', () => {
      if (socket !== own) return;
      on.connected(false);
      fail();
      setTimeout(open, RETRY_MS);
    });
    own.addEventListener('message', ({ data: frame }) => {
      const message = JSON.parse(frame);
      if (message === null || message.event === undefined) asking.shift()?.(message);
      else {
        if (message.event === 'exception') fail();
        on[message.event]?.(message.data);
      }
    });
  };
  open();
  const send = (event, data) => socket.send(JSON.stringify({ event, data }));
  return {
    isConnected: () => socket.readyState === WebSocket.OPEN,
    send,
    ask: (event, data) =>
      new Promise((resolve) => {
        asking.push(resolve);
        send(event, data);
      }),
    reconnect: () => socket.close(),
  };
}
