import { Module } from '@portico/common';
import { CalculatorGateway } from './calculator.gateway.js';

@Module({ providers: [CalculatorGateway] })
export class CalculatorModule {}
