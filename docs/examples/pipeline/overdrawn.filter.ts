import { type ArgumentsHost, Catch, type ExceptionFilter } from '@portico/common';
import type { Response } from 'express';
import { OverdrawnError } from './overdrawn.js';

@Catch(OverdrawnError)
export class OverdrawnFilter implements ExceptionFilter<OverdrawnError> {
  catch(error: OverdrawnError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    response.status(409).json({ error: 'Overdrawn', missing: error.missing });
  }
}
