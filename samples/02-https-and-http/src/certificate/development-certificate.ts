import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostsOfThisMachine } from './hosts-of-this-machine.js';
import { type Certificate, selfSignedCertificate } from './self-signed-certificate.js';

const DAYS = 365;

export interface DevelopmentCertificate extends Certificate {
  /** The file of the certificate, for clients that should trust it. */
  readonly file: string;
  /** Whether it was created by this call. */
  readonly isNew: boolean;
}

/**
 * Returns the stored certificate, or creates a new one if there is none or if it cannot be used any longer.
 *
 * @param folder where it is stored. The key is readable only by its owner, and ignored by git.
 * @throws Error (as a rejection) if the folder cannot be written
 */
export async function developmentCertificate(folder: string): Promise<DevelopmentCertificate> {
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'certificate.pem') };
  const kept = await keptCertificate(files);
  if (kept) return { ...kept, file: files.cert, isNew: false };
  const made = selfSignedCertificate(hostsOfThisMachine(), DAYS);
  await mkdir(folder, { recursive: true });
  await writeFile(files.key, made.key, { mode: 0o600 });
  await writeFile(files.cert, made.cert);
  return { ...made, file: files.cert, isNew: true };
}

async function keptCertificate(files: { key: string; cert: string }): Promise<Certificate | undefined> {
  try {
    const [key, cert] = await Promise.all([readFile(files.key, 'utf8'), readFile(files.cert, 'utf8')]);
    return isUsable({ key, cert }) ? { key, cert } : undefined;
  } catch {
    return undefined; // The first start, or files that are not a certificate.
  }
}

function isUsable({ key, cert }: Certificate): boolean {
  const certificate = new X509Certificate(cert);
  const daysLeft = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  return daysLeft > 1 && certificate.checkPrivateKey(createPrivateKey(key));
}
