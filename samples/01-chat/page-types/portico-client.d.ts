export * from '@portico/client';
