/** The framework that runs the cases. */
export type Framework = 'portico' | 'reference';

/** Which of its platforms; `none` is an application context without a server. */
export type Platform = 'express' | 'fastify' | 'socket.io' | 'ws' | 'none';

export type SubjectName = `${Framework}-${Platform}`;

export function frameworkOf(subject: SubjectName): Framework {
  return subject.startsWith('portico-') ? 'portico' : 'reference';
}

export function platformOf(subject: SubjectName): Platform {
  return subject.slice(subject.indexOf('-') + 1) as Platform;
}

/** The subject that runs the same platform on the other framework. */
export function counterpartOf(subject: SubjectName): SubjectName {
  const other = frameworkOf(subject) === 'portico' ? 'reference' : 'portico';
  return `${other}-${platformOf(subject)}`;
}
