import { byId, element } from './dom.js';

export function runBoard(connection) {
  const notes = byId('board-notes');
  const problem = byId('board-problem');
  const you = byId('board-you');
  const text = byId('board-text');

  connection
    .on('notes', (all) => notes.replaceChildren(...all.map(noteItem)))
    .on('note', (note) => {
      notes.append(noteItem(note));
      notes.scrollTop = notes.scrollHeight;
      if (note.text === text.value.trim()) text.value = '';
    })
    .on('presence', ({ readers }) => {
      byId('board-readers').textContent = readers === 1 ? 'You are the only reader.' : `There are ${readers} readers.`;
    })
    .on('signed-in', ({ name }) => {
      you.textContent = `You post as ${name}.`;
      text.focus();
    })
    .on('problem', ({ message }) => {
      problem.textContent = message;
    })
    .on('close', () => {
      you.textContent = 'You have not signed in.';
    });

  whenSubmitted('board-sign-in', () => connection.send('sign-in', { name: byId('board-name').value }));
  whenSubmitted('board-post', () => connection.send('post', { text: text.value }));

  function whenSubmitted(id, act) {
    byId(id).addEventListener('submit', (event) => {
      event.preventDefault();
      problem.textContent = '';
      act();
    });
  }
}

function noteItem({ from, text }) {
  const item = document.createElement('li');
  item.append(element('b', '', from), text);
  return item;
}
