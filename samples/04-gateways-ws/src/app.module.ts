import { Module } from '@portico/common';
import { BoardModule } from './board/board.module.js';
import { CalculatorModule } from './calculator/calculator.module.js';
import { ClockModule } from './clock/clock.module.js';

@Module({ imports: [ClockModule, CalculatorModule, BoardModule] })
export class AppModule {}
