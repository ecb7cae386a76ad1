import type { Observable } from 'rxjs';
import type { ArgumentsHost } from './arguments-host.js';

/** Answers for exceptions, over any transport. */
export interface ExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): any;
}

export interface RpcExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): Observable<any>;
}

export interface WsExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): any;
}
