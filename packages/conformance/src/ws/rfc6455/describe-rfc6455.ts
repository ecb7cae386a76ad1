import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { describe, expect, onTestFinished, it as test } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { RawSocket } from '../../support/raw-socket.js';
import { itWhen } from '../../support/test-when.js';
import { checkFirstConnection } from '../support/first-connection.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { CLOSURES, isSendable, UNUSUAL_FRAMES, VIOLATIONS } from './cases.js';
import { DeviationList } from './deviations.js';
import { CLOSE, CONTINUATION, closePayload, PING, PONG, TEXT } from './frame.js';
import { ACCEPT, parseFragments, RawPeer } from './raw-peer.js';

const LIMIT = 100_000;

interface Scene {
  readonly testApp: TestApp;
  /** The close codes with which `handleDisconnect` was called. */
  readonly closeCodes: unknown[];
  open(): Promise<RawPeer>;
}

/**
 * Tests sections 4 to 7 of RFC 6455 with a raw socket, for platforms with plain WebSockets, the documented frames
 * (`{ event, data }` as JSON), and the option `maxPayload`.
 *
 * @param deviations reasons why the library of a platform differs from the protocol, by the name of the test. Such tests
 * are skipped, and the reason is printed. `*` in a name stands for any text. A name that no test has causes a failure
 * @example
 * describeRfc6455(platform, { '5.1 closes with 1002 on *': 'the library closes with 1003' });
 */
export function describeRfc6455(platform: WebSocketPlatform, deviations: Readonly<Record<string, string>> = {}): void {
  const list = new DeviationList(deviations);
  const it = (name: string, run: () => unknown): void =>
    itWhen(list.reasonFor(name) ?? true, name, () => orNameDeviation(name, run));
  describe(`RFC 6455 on ${platform.name}`, () => {
    checkFirstConnection(platform, { maxPayload: LIMIT });

    for (const { section, what, frames, code, orCode } of VIOLATIONS) {
      it(`${section} closes with ${[code, orCode].filter(Boolean).join(' or ')} on ${what}`, async () => {
        const scene = await open(platform);
        const neighbour = await scene.open();
        const peer = await scene.open();
        peer.send(...frames);
        const closedWith = await peer.closeCode();
        if (closedWith !== orCode) expect(closedWith).toBe(code);
        peer.send({ opcode: CLOSE, payload: closePayload(code) });
        await peer.untilEnded();
        await expectEcho(neighbour, 'undisturbed');
        await eventually(() => expect(scene.closeCodes).toHaveLength(1));
      });
    }

    for (const { code, reason } of CLOSURES) {
      it(`7.1 answers the close ${nameOf(code, reason)}, and passes its code to the gateway`, async () => {
        const scene = await open(platform);
        const peer = await scene.open();
        peer.send({ opcode: CLOSE, payload: code === undefined ? '' : closePayload(code, reason) });
        // A server typically echoes the code (5.5.1), but any valid code is allowed.
        const answered = await peer.closeCode();
        expect(answered === undefined || isSendable(answered), `the close code ${answered}`).toBe(true);
        await peer.untilEnded();
        await eventually(() => expect(scene.closeCodes).toEqual([code ?? 1005]));
      });
    }

    for (const { section, what, frames } of UNUSUAL_FRAMES) {
      it(`${section} reads a message ${what}`, async () => {
        const scene = await open(platform);
        const peer = await scene.open();
        peer.send(...frames);
        expect(await peer.nextMessage()).toEqual({ event: 'echo', data: 'text' });
      });
    }

    it('4.2 answers the handshake with the matching key', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      expect(peer.response).toMatch(/^HTTP\/1\.1 101 /);
      expect(peer.response).toContain(ACCEPT);
    });

    for (const [what, headers, status] of [
      ['without a key', '', '400'],
      ['with an invalid key', 'Sec-WebSocket-Key: short\r\n', '400'],
      // The example in 4.4 uses 400. Section 4.2.2 requires an appropriate status such as 426.
      ['of another version', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 7\r\n', '4(00|26)'],
    ] as const) {
      it(`4.2 refuses a handshake ${what}`, async () => {
        const scene = await open(platform);
        const socket = await RawSocket.open(scene.testApp.port);
        const version = headers.includes('Version') ? '' : 'Sec-WebSocket-Version: 13\r\n';
        socket.write(
          `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${version}${headers}\r\n`,
        );
        await socket.until(new RegExp(`^HTTP/1.1 ${status} `));
        await socket.untilClosed();
      });
    }

    it('5.1 sends unmasked frames without reserved bits, with the length in as few bytes as possible', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      for (const size of [1, 60, 200, 70_000]) {
        peer.sendMessage('echo', 'x'.repeat(size));
        const fragments = await peer.nextFragments();
        for (const frame of fragments) expect(frame).toMatchObject({ reserved: 0, masked: false, shortest: true });
        expect(parseFragments(fragments)).toEqual({ event: 'echo', data: 'x'.repeat(size) });
      }
    });

    it('5.4 answers control frames between the fragments of a message', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      peer.send(
        { opcode: TEXT, payload: '{"event":"echo",', fin: false },
        { opcode: PING, payload: 'one' },
        { opcode: CONTINUATION, payload: '"data":"', fin: false },
        { opcode: PING, payload: 'two' },
        { opcode: CONTINUATION, payload: 'whole"}' },
      );
      const frames = [await peer.next(), await peer.next(), await peer.next()];
      expect(frames.map(({ opcode, payload }) => [opcode, payload.toString()])).toEqual([
        [PONG, 'one'],
        [PONG, 'two'],
        [TEXT, '{"event":"echo","data":"whole"}'],
      ]);
    });

    it('5.5 closes in the middle of a fragmented message', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      peer.send({ opcode: TEXT, payload: '{', fin: false }, { opcode: CLOSE, payload: closePayload(1000) });
      expect(await peer.closeCode()).toBe(1000);
      await peer.untilEnded();
    });

    it('5.5.2 answers a ping with its payload, before or after a message', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      const payload = Buffer.from(Array.from({ length: 125 }, (_, index) => index));
      peer.send({ opcode: TEXT, payload: '{"event":"echo","data":1}' }, { opcode: PING, payload });
      const frames = [await peer.next(), await peer.next()];
      expect(frames.find(({ opcode }) => opcode === PONG)).toMatchObject({ payload });
      const message = frames.find(({ opcode }) => opcode === TEXT);
      expect(JSON.parse(String(message?.payload))).toEqual({ event: 'echo', data: 1 });
    });

    it('5.6 reads a character that is split across fragments and packets', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      const bytes = Buffer.from('{"event":"echo","data":"🦊"}');
      const cut = bytes.indexOf(Buffer.from('🦊')) + 2;
      peer.send({ opcode: TEXT, payload: bytes.subarray(0, cut), fin: false });
      peer.send({ opcode: CONTINUATION, payload: bytes.subarray(cut) });
      expect(await peer.nextMessage()).toEqual({ event: 'echo', data: '🦊' });
    });

    it('5.5.1 ignores frames after a close', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      peer.send({ opcode: CLOSE, payload: closePayload(1000) }, { opcode: TEXT, payload: '{"event":"echo","data":1}' });
      expect(await peer.closeCode()).toBe(1000);
      await peer.untilEnded();
      await expect(peer.next()).rejects.toThrow('The server ended the connection');
    });

    it('7.1.5 reports a lost connection as 1006', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      await expectEcho(peer, 1);
      peer.socket.resetAndDestroy();
      await eventually(() => expect(scene.closeCodes).toEqual([1006]));
    });

    it('7.4.1 closes with a code for going away when the application closes', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      const closing = scene.testApp.app.close();
      // 1001 is "going away". 1012, "service restart", is in the registry of section 7.4.2.
      const code = (await peer.closeCode())!;
      expect([1001, 1012]).toContain(code);
      peer.send({ opcode: CLOSE, payload: closePayload(code) });
      await peer.untilEnded();
      await closing;
    });

    it('7.1.1 does not wait long for a client that does not reply to the close', async () => {
      const scene = await open(platform);
      const peer = await scene.open();
      peer.socket.pause();
      await scene.testApp.app.close();
      expect(scene.closeCodes).toHaveLength(1);
    });

    it('10.4 closes a slow handshake on a dedicated port', async () => {
      const port = await freePort();
      @WebSocketGateway(port, { handshakeTimeout: 200 })
      class Patient {}
      await startTestApp(platform, port, [Patient]);
      const slow = await RawSocket.open(port);
      slow.write('GET / HTTP/1.1\r\nHost: x\r\nConnec');
      await slow.until(/^HTTP\/1\.1 408 /);
      await slow.untilClosed();
    });

    for (const name of list.unused) {
      test(`the deviation "${name}" matches a test`, () => {
        throw new TypeError(
          `No test of RFC 6455 has the name "${name}". Write it as the test is printed, with * for any text.`,
        );
      });
    }
  });
}

function nameOf(code: number | undefined, reason: string | undefined): string {
  return code === undefined ? 'without a code' : `${code}${reason === undefined ? '' : ` "${reason}"`}`;
}

async function open(platform: WebSocketPlatform): Promise<Scene> {
  const closeCodes: unknown[] = [];
  @WebSocketGateway({ maxPayload: LIMIT })
  class Echo {
    handleDisconnect(_client: unknown, code: unknown) {
      closeCodes.push(code);
    }
    @SubscribeMessage('echo')
    echo(@MessageBody() data: unknown) {
      return { event: 'echo', data };
    }
  }
  const testApp = await startTestApp(platform, 0, [Echo]);
  return {
    testApp,
    closeCodes,
    async open() {
      const peer = await RawPeer.open(testApp.port);
      onTestFinished(() => peer.destroy());
      return peer;
    },
  };
}

async function expectEcho(peer: RawPeer, data: unknown): Promise<void> {
  peer.sendMessage('echo', data);
  expect(await peer.nextMessage()).toEqual({ event: 'echo', data });
}

/** Adds to the failure of a test how to accept it for a library that differs from the protocol. */
async function orNameDeviation(name: string, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) {
      error.message += `\nIf the library does this and cannot be changed: describeRfc6455(platform, { '${name}': 'the reason' })`;
    }
    throw error;
  }
}
