import { byId } from './dom.js';

export function runCalculator(connection) {
  const result = byId('calculator-result');
  const problem = byId('calculator-problem');
  byId('calculator-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    result.textContent = problem.textContent = '';
    const operation = byId('calculator-operation').value;
    try {
      const value = await connection.ask(operation, { numbers: numbersIn(byId('calculator-numbers').value) });
      result.textContent = `${operation[0].toUpperCase()}${operation.slice(1)}: ${value.toLocaleString()}`;
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}

/** Parses the numbers. Other texts are sent unchanged, so that the server rejects them. */
function numbersIn(text) {
  return text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map((word) => (Number.isNaN(Number(word)) ? word : Number(word)));
}
