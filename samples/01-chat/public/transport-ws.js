// Native WebSocket: every frame is { "event": …, "data": … }.

export function openWebSocket({ onOpen, onEvent, onClose }) {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/`);
  socket.addEventListener('open', onOpen);
  socket.addEventListener('close', onClose);
  socket.addEventListener('message', (frame) => {
    const { event, data } = JSON.parse(frame.data);
    onEvent(event, data);
  });
  return {
    send: (event, data) => socket.send(JSON.stringify({ event, data })),
    close: () => socket.close(),
  };
}
