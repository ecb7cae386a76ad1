const socket = new WebSocket('ws://localhost:3000');
const send = (event, data) => socket.send(JSON.stringify({ event, data }));
socket.onopen = () => send('join');
socket.onmessage = ({ data }) => console.log(data);
