import type { Observable } from 'rxjs';
import type { ArgumentsHost } from './arguments-host.js';

/** Handles exceptions, for any transport. */
export interface ExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): any;
}

export interface RpcExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): Observable<any>;
}

export interface WsExceptionFilter<T = any> {
  catch(exception: T, host: ArgumentsHost): any;
}
