import type { MultipartField, UploadedMultipartFile } from './multipart-contracts.js';

/** The files that one upload accepts, and where they are stored: `request.file` or `request.files`. */
export interface FileCollector {
  /** How many files it accepts; undefined if any number. */
  readonly maxCount: number | undefined;
  /** Returns whether there is room for a file of this field. */
  admits(fieldname: string): boolean;
  add(file: UploadedMultipartFile): void;
  /** The value of `@UploadedFile()`. */
  readonly file: UploadedMultipartFile | undefined;
  /** The value of `@UploadedFiles()`. */
  readonly files: UploadedMultipartFile[] | Record<string, UploadedMultipartFile[]> | undefined;
}

/** Collects one file of one field. */
export function singleFile(fieldname: string): FileCollector {
  return {
    maxCount: 1,
    file: undefined,
    files: undefined,
    admits(name) {
      return name === fieldname && this.file === undefined;
    },
    add(this: { file: unknown }, file) {
      this.file = file;
    },
  };
}

/** Collects the files of the named field, or of every field, as an array. */
export function fileArray(fieldname?: string, maxCount?: number): FileCollector {
  const files: UploadedMultipartFile[] = [];
  return {
    maxCount,
    file: undefined,
    files,
    admits: (name) => (fieldname === undefined || name === fieldname) && files.length < (maxCount ?? Infinity),
    add: (file) => void files.push(file),
  };
}

/** Collects the files of several fields, as an object with an array for each received field. */
export function fileFields(fields: readonly MultipartField[]): FileCollector {
  const files: Record<string, UploadedMultipartFile[]> = Object.create(null);
  const maxCounts = new Map(fields.map((field) => [field.name, field.maxCount ?? Infinity]));
  return {
    maxCount: fields.reduce((sum, field) => sum + (field.maxCount ?? 1), 0),
    file: undefined,
    files,
    admits: (name) => (files[name]?.length ?? 0) < (maxCounts.get(name) ?? 0),
    add(file) {
      files[file.fieldname] ??= [];
      files[file.fieldname]!.push(file);
    },
  };
}

/** Accepts no files. */
export function noFiles(): FileCollector {
  return { maxCount: 0, file: undefined, files: undefined, admits: () => false, add: () => undefined };
}
