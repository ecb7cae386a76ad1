import type { MultipartField, UploadedMultipartFile } from './multipart-contracts.js';

/** The files that one upload accepts, and where they are stored: `request.file` or `request.files`. */
export interface FileCollector {
  /** Counts a file of this field; false if there are too many, or the field is unexpected. */
  admit(fieldname: string): boolean;
  add(file: UploadedMultipartFile): void;
  /** The value of `@UploadedFile()`. */
  readonly file: UploadedMultipartFile | undefined;
  /** The value of `@UploadedFiles()`. */
  readonly files: UploadedMultipartFile[] | Record<string, UploadedMultipartFile[]> | undefined;
}

/** One file of one field. */
export function singleFile(fieldname: string): FileCollector {
  let admitted = 0;
  return {
    file: undefined,
    files: undefined,
    admit: (name) => name === fieldname && ++admitted === 1,
    add(this: { file: unknown }, file) {
      this.file = file;
    },
  };
}

/** Files of the named field, or of every field, as an array. */
export function fileArray(fieldname?: string, maxCount = Infinity): FileCollector {
  const files: UploadedMultipartFile[] = [];
  let admitted = 0;
  return {
    file: undefined,
    files,
    admit: (name) => (fieldname === undefined || name === fieldname) && ++admitted <= maxCount,
    add: (file) => void files.push(file),
  };
}

/** Files of several fields, as an object with an array for each received field. */
export function fileFields(fields: readonly MultipartField[]): FileCollector {
  const files: Record<string, UploadedMultipartFile[]> = Object.create(null);
  const room = new Map(fields.map((field) => [field.name, field.maxCount ?? Infinity]));
  return {
    file: undefined,
    files,
    admit(name) {
      const left = room.get(name) ?? 0;
      room.set(name, left - 1);
      return left > 0;
    },
    add(file) {
      files[file.fieldname] ??= [];
      files[file.fieldname]!.push(file);
    },
  };
}

/** No files at all. */
export function noFiles(): FileCollector {
  return { file: undefined, files: undefined, admit: () => false, add: () => undefined };
}
