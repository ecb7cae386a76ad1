import { io } from 'socket.io-client';

const socket = io(process.env.URL ?? 'http://localhost:3000');
socket.on('adopted', (cat) => console.log('adopted', cat));
console.log('answered', await socket.emitWithAck('adopt', { name: 'Kitty' }));
socket.close();
