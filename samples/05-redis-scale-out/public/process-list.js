import { element } from './dom.js';

/** Shows the guests of each process. */
export function showProcesses(node, guests) {
  const numbers = [...new Set([1, 2, ...guests.map(({ process }) => process)])].sort((a, b) => a - b);
  node.replaceChildren(
    ...numbers.map((number) => {
      const box = document.createElement('section');
      const names = guests.filter(({ process }) => process === number).map(({ name }) => name);
      box.append(element('h3', '', `Process ${number}`), element('p', '', names.sort().join(', ') || 'Nobody'));
      return box;
    }),
  );
}
