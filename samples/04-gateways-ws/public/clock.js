import { byId } from './dom.js';

export function runClock(connection) {
  const time = byId('clock-time');
  const count = byId('clock-count');
  const problem = byId('clock-problem');
  let isStopped = false;
  connection
    .on('tick', (tick) => {
      if (isStopped) return; // Sent before the server received the message to stop.
      time.textContent = new Date(tick.time).toLocaleTimeString([], { hour12: false });
      count.textContent = `Tick ${tick.count + 1} of this stream`;
    })
    .on('problem', ({ message }) => {
      problem.textContent = message;
    })
    .on('close', () => {
      count.textContent = 'The stream ended with its connection';
    });
  byId('clock-start').addEventListener('click', () => {
    problem.textContent = '';
    isStopped = false;
    connection.send('watch', { every: Number(byId('clock-every').value) });
  });
  byId('clock-stop').addEventListener('click', () => {
    connection.send('stop');
    isStopped = true;
    count.textContent = 'Stopped';
  });
}
