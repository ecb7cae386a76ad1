import { runBoard } from './board.js';
import { runCalculator } from './calculator.js';
import { runClock } from './clock.js';
import { Connection } from './connection.js';
import { createWire } from './wire.js';

const wire = createWire();
const connect = (path, stateId) => new Connection(path, { stateId, onFrame: wire.show });

const clock = connect('/clock', 'clock-state');
const calculator = connect('/calculator', 'calculator-state');
const board = connect('/board', 'board-state');
runClock(clock);
runCalculator(calculator);
runBoard(board);
wire.sendThrough([clock, calculator, board]);
