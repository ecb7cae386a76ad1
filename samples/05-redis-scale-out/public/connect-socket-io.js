/** Connects with socket.io. */
export async function openConnection({ name, transports, on }) {
  const { io } = await import('/socket.io/socket.io.esm.min.js');
  const socket = io({ auth: (send) => send({ name: name() }) });
  const showHow = () =>
    on.how(
      socket.io.engine.transport.name === 'websocket'
        ? 'Connected with a WebSocket.'
        : 'Connected by polling. All requests of the session are sent to this process.',
    );
  socket.on('connect', () => {
    on.connected(true);
    showHow();
    socket.io.engine.once('upgrade', showHow);
  });
  socket.on('disconnect', () => on.connected(false));
  for (const event of ['welcome', 'who', 'said', 'exception']) socket.on(event, on[event]);
  return {
    isConnected: () => socket.connected,
    send: (event, data) => socket.emit(event, data),
    ask: (event, data) =>
      socket
        .timeout(5_000)
        .emitWithAck(event, data)
        .catch(() => false),
    reconnect() {
      socket.disconnect();
      socket.io.opts.transports = transports();
      socket.connect();
    },
  };
}
