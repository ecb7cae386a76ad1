import { importOptionalPackage } from '../../optional-packages/optional-package.js';

interface FileTypePackage {
  fileTypeFromBuffer(buffer: Uint8Array): Promise<{ mime: string } | undefined>;
}

/** The first bytes of the most common formats, for applications without the package `file-type`. */
const SIGNATURES: readonly (readonly [mime: string, hex: string, offset?: number])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
  ['image/webp', '57454250', 8],
  ['image/bmp', '424d'],
  ['image/tiff', '49492a00'],
  ['image/tiff', '4d4d002a'],
  ['image/avif', '6674797061766966', 4],
  ['application/pdf', '255044462d'],
  ['application/zip', '504b0304'],
  ['application/gzip', '1f8b08'],
  ['audio/mpeg', '494433'],
  ['audio/ogg', '4f676753'],
  ['audio/wav', '57415645', 8],
  ['video/mp4', '66747970', 4],
  ['video/webm', '1a45dfa3'],
];

let fileType: Promise<FileTypePackage | undefined> | undefined;

/** The MIME type by the content of a file, or `undefined` if it is unknown. */
export async function detectMimeType(content: Uint8Array): Promise<string | undefined> {
  fileType ??= importOptionalPackage<FileTypePackage>('file-type');
  const installed = await fileType;
  if (installed) return (await installed.fileTypeFromBuffer(content))?.mime;
  return bySignature(content);
}

/** As {@link detectMimeType}, with only the table above. */
export function bySignature(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.subarray(0, 32)).toString('hex');
  return SIGNATURES.find(([, hex, offset = 0]) => head.startsWith(hex, offset * 2))?.[0];
}
