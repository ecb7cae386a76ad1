import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface TestCertificate {
  /** PEM, for the server's `cert` and the client's `ca`. */
  cert: string;
  /** PEM (PKCS #8), for the server's `key`. */
  key: string;
}

const tag = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
};
const oid = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
};

const day = 86_400_000;

/**
 * Makes a certificate for `localhost`, `127.0.0.1` and `::1` with Node alone (P-256, valid from yesterday
 * for a month). A client that gets it as `ca` verifies it: no test has to switch verification off.
 */
export function selfSignedCertificate(commonName = 'localhost'): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(commonName, publicKey);
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm(), der(tag.bits, Buffer.from([0]), signature));
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function certificateBody(commonName: string, publicKey: KeyObject): Buffer {
  const version3 = der(0xa0, der(tag.integer, Buffer.from([2])));
  // A leading zero byte could be cut away and a high bit would make it negative: fix the first byte.
  const serial = der(tag.integer, Buffer.concat([Buffer.from([0x40]), randomBytes(15)]));
  const name = sequence(der(tag.set, sequence(objectId(oid.commonName), der(tag.utf8, Buffer.from(commonName)))));
  const now = Date.now();
  const validity = sequence(utcTime(now - day), utcTime(now + 30 * day));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return sequence(version3, serial, algorithm(), name, validity, name, key, extensions());
}

function extensions(): Buffer {
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...new Array(15).fill(0), 1])),
  );
  const authority = sequence(der(tag.boolean, Buffer.from([0xff])));
  return der(
    0xa3,
    sequence(
      sequence(objectId(oid.subjectAltName), der(tag.octets, names)),
      sequence(objectId(oid.basicConstraints), der(tag.boolean, Buffer.from([0xff])), der(tag.octets, authority)),
    ),
  );
}

function algorithm(): Buffer {
  return sequence(objectId(oid.ecdsaWithSha256));
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(tag.time, Buffer.from(`${digits}Z`));
}

function objectId(hex: string): Buffer {
  return der(tag.oid, Buffer.from(hex, 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(tag.sequence, ...parts);
}

/** One DER element: tag, length (short form below 128, else the bytes of the length counted), content. */
function der(type: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([type, ...header]), content]);
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
