/**
 * A certificate for `localhost`, `127.0.0.1` and `::1` with its key, valid for a hundred years, for tests that start an
 * HTTPS server. Both are public: never use them outside of tests.
 *
 * @example
 * const app = await NestFactory.create(AppModule, { httpsOptions: TEST_CERTIFICATE });
 * await app.listen(0);
 * https.get(await app.getUrl(), { ca: TEST_CERTIFICATE.cert }, handleResponse);
 */
export const TEST_CERTIFICATE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgP++vSbmIw3DEAu/A
d2FPgkLABXs/bGh0fillGTZ48JGhRANCAAS7ZY4TtpJEM/eCrJz0lW74Qs8mpSuh
7xfXcIF52IpbEPpihJjLt7uw7TuRKUk+5FNHkF3SRu3DJM6c8AQnDSdN
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBrjCCAVSgAwIBAgIUPd4QES7p4CSgO9+oqcupqZilUbwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzAxMTkyN1oYDzIxMjYxMDMw
MDExOTI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS7ZY4TtpJEM/eCrJz0lW74Qs8mpSuh7xfXcIF52IpbEPpihJjLt7uw
7TuRKUk+5FNHkF3SRu3DJM6c8AQnDSdNo4GBMH8wHQYDVR0OBBYEFHiQ3OhZlGMJ
URKOYYrizamXwhBkMB8GA1UdIwQYMBaAFHiQ3OhZlGMJURKOYYrizamXwhBkMA8G
A1UdEwEB/wQFMAMBAf8wLAYDVR0RBCUwI4IJbG9jYWxob3N0hwR/AAABhxAAAAAA
AAAAAAAAAAAAAAABMAoGCCqGSM49BAMCA0gAMEUCIQDANLSBbisUgLy+MaL+Dev7
VwIPS8F/J0D/xB73bOZoYQIgR9ZCuRkxspXBkTBbElaZU71jJu6gvgbq+uWyLwy4
Uo4=
-----END CERTIFICATE-----
`,
};
