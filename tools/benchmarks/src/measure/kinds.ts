/** The framework or library that a subject is written for. */
export type Kind = 'bare' | 'portico' | 'nestjs';

export const kinds: readonly Kind[] = ['bare', 'portico', 'nestjs'];

export const kindNames: Readonly<Record<Kind, string>> = {
  bare: 'bare library',
  portico: 'Portico',
  nestjs: 'NestJS 12',
};
