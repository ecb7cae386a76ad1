import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable, type OnModuleInit } from '@portico/common';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;

interface StoredPassword {
  readonly salt: Buffer;
  readonly key: Buffer;
}

const FIRST_USERS = { ada: 'lovelace', grace: 'hopper' };

/** The users, in memory. */
@Injectable()
export class UsersService implements OnModuleInit {
  private readonly passwords = new Map<string, StoredPassword>();
  /** Used for unknown names, so that a reply takes the same time. */
  private nobody!: StoredPassword;

  async onModuleInit(): Promise<void> {
    this.nobody = await store(randomBytes(KEY_BYTES).toString('hex'));
    for (const [name, password] of Object.entries(FIRST_USERS)) this.passwords.set(name, await store(password));
  }

  async isPassword(name: string, password: string): Promise<boolean> {
    const stored = this.passwords.get(name);
    const { salt, key } = stored ?? this.nobody;
    const isEqual = timingSafeEqual(await derive(password, salt, KEY_BYTES), key);
    return isEqual && stored !== undefined;
  }
}

async function store(password: string): Promise<StoredPassword> {
  const salt = randomBytes(16);
  return { salt, key: await derive(password, salt, KEY_BYTES) };
}
