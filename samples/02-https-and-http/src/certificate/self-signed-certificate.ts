import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { der, objectId, pem, sequence, TAG, utcTime } from './der.js';

/** A key and its certificate, for `httpsOptions`. */
export interface Certificate {
  /** PEM, PKCS #8. */
  readonly key: string;
  /** PEM, X.509. */
  readonly cert: string;
}

const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
};
const DAY = 86_400_000;

/**
 * Creates a self-signed certificate with Node only, so no other program is needed. It is for development: browsers warn about
 * it once, because no trusted authority has signed it.
 *
 * @param hosts the host names and IPv4 addresses for which it is valid
 * @param days for how many days it is valid
 */
export function selfSignedCertificate(hosts: readonly string[], days: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(hosts, days, publicKey);
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem('CERTIFICATE', sequence(body, algorithm(), signature)),
  };
}

function certificateBody(hosts: readonly string[], days: number, publicKey: KeyObject): Buffer {
  const version3 = der(0xa0, der(TAG.integer, Buffer.from([2])));
  // The first byte is fixed, because a zero could be removed, and a high bit would make the number negative.
  const serial = der(TAG.integer, Buffer.from([0x40]), randomBytes(15));
  const name = der(TAG.utf8, Buffer.from('Portico development'));
  const subject = sequence(der(TAG.set, sequence(objectId(OID.commonName), name)));
  const validity = sequence(utcTime(Date.now() - DAY), utcTime(Date.now() + days * DAY));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return sequence(version3, serial, algorithm(), subject, validity, subject, key, extensions(hosts));
}

function extensions(hosts: readonly string[]): Buffer {
  const isAuthority = sequence(der(TAG.boolean, Buffer.from([0xff])));
  return der(
    0xa3,
    sequence(
      sequence(objectId(OID.subjectAltName), der(TAG.octets, sequence(...hosts.map(alternativeName)))),
      sequence(objectId(OID.basicConstraints), der(TAG.boolean, Buffer.from([0xff])), der(TAG.octets, isAuthority)),
    ),
  );
}

function alternativeName(host: string): Buffer {
  return isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));
}

const algorithm = (): Buffer => sequence(objectId(OID.ecdsaWithSha256));
