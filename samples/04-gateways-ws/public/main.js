import { runBoard } from './board.js';
import { runCalculator } from './calculator.js';
import { runClock } from './clock.js';
import { Connection } from './connection.js';
import { createFrameLog } from './frame-log.js';

const frameLog = createFrameLog();
const connect = (path, stateId) => new Connection(path, { stateId, onFrame: frameLog.show });

const clock = connect('/clock', 'clock-state');
const calculator = connect('/calculator', 'calculator-state');
const board = connect('/board', 'board-state');
runClock(clock);
runCalculator(calculator);
runBoard(board);
frameLog.sendThrough([clock, calculator, board]);
