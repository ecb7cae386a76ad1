// @ts-check
// socket.io. Its server provides the client, which is loaded only if it is used.

/**
 * @import { SocketOf } from '@portico/client/socket.io'
 * @import { Chat } from '../src/chat/contract.js'
 * @import { Transport, TransportEvents } from './connection.js'
 */

/** @type {Promise<any> | undefined} */
let loading;

/**
 * @param {TransportEvents} events
 * @returns {Transport}
 */
export function openSocketIo({ names, onOpen, onEvent, onClose }) {
  /** @type {SocketOf<Chat> | undefined} */
  let socket;
  let closed = false;
  loadClient().then(
    (io) => {
      if (closed) return;
      // connection.js reconnects in the same way for both libraries.
      const opened = io({ reconnection: false, forceNew: true });
      socket = opened;
      opened.on('connect', onOpen);
      opened.on('disconnect', onClose);
      opened.on('connect_error', onClose);
      for (const name of names) opened.on(name, (data) => onEvent(name, data));
    },
    () => closed || onClose(),
  );
  return {
    send: (event, data) => socket?.emit(event, data),
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
    script.addEventListener('load', () => resolve(/** @type {any} */ (window).io));
    script.addEventListener('error', () => {
      script.remove();
      loading = undefined;
      reject(new Error('The socket.io client could not be loaded.'));
    });
    document.head.append(script);
  });
  return loading;
}
