import { type CanActivate, Injectable } from '@portico/common';

@Injectable()
export class SessionGuard implements CanActivate {
  canActivate(): boolean {
    return false; // asks a session store that no test has
  }
}
