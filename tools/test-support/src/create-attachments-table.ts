import pg from 'pg';

/**
 * Creates the table that socket.io's adapter for PostgreSQL needs. Once for each database, because processes that create
 * it at the same time fail.
 *
 * @param url the address of the database
 */
export async function createAttachmentsTable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'CREATE TABLE socket_io_attachments (id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)',
  );
  await client.end();
}
