/** What one application is written on. */
export type Kind = 'bare' | 'portico' | 'nestjs';

export const kinds: readonly Kind[] = ['bare', 'portico', 'nestjs'];

export const kindNames: Readonly<Record<Kind, string>> = {
  bare: 'bare library',
  portico: 'Portico',
  nestjs: 'NestJS 12',
};
