// socket.io: its client comes from its own server, and is loaded only when it is needed.

let loading;

export function openSocketIo({ onOpen, onEvent, onClose }) {
  let socket;
  let closed = false;
  loadClient().then(
    (io) => {
      if (closed) return;
      // connection.js does the reconnecting, the same way for every transport.
      socket = io({ reconnection: false, forceNew: true });
      socket.on('connect', onOpen);
      socket.on('disconnect', onClose);
      socket.on('connect_error', onClose);
      socket.onAny(onEvent);
    },
    () => closed || onClose(),
  );
  return {
    send: (event, data) => socket.emit(event, data),
    close: () => {
      closed = true;
      socket?.disconnect();
    },
  };
}

function loadClient() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/socket.io/socket.io.js';
    script.addEventListener('load', () => resolve(window.io));
    script.addEventListener('error', () => {
      script.remove();
      loading = undefined;
      reject(new Error('The socket.io client could not be loaded.'));
    });
    document.head.append(script);
  });
  return loading;
}
