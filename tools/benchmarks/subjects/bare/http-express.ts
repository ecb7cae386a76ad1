import type { AddressInfo } from 'node:net';
import express from 'express';
import { report } from '../protocol.js';

const app = express();
app.use(express.json(), express.urlencoded({ extended: true }));
app.get('/cats/:id', (request, response) => {
  response.json({ id: request.params.id, name: 'Tom', kind: 'cat', lives: 9 });
});
app.post('/cats', (request, response) => {
  response.status(201).json(request.body);
});
app.get('/enhanced/:id', (request, response) => {
  if (request.headers['x-denied'] !== undefined) {
    response.status(403).json({ statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' });
    return;
  }
  const id = Number(request.params.id);
  if (!Number.isInteger(id)) {
    response.status(400).json({ statusCode: 400, message: 'numeric string is expected', error: 'Bad Request' });
    return;
  }
  response.json({ data: { id, name: 'Tom', kind: 'cat', lives: 9 } });
});
app.get('/scoped/:id', (request, response) => {
  response.json({ id: request.params.id, name: 'tom' });
});
const server = app.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
