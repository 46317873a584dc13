/** Where a secret lies in a file of a host; `@@` is where it is. */
export type Shape = {
  readonly where: 'crontab' | 'vhost' | 'ini' | 'aliases' | 'unit' | 'mail';
  readonly line: string;
};

const of = (where: Shape['where'], ...lines: readonly string[]): Shape[] => lines.map((line) => ({ where, line }));

/** In the ways that people write them down. */
export const SHAPES: readonly Shape[] = [
  ...of(
    'crontab',
    '1 1 * * * root curl -u admin:@@ https://a.example/',
    '1 1 * * * root curl --user "admin:@@" https://a.example/',
    '1 1 * * * root mysqldump --password @@ BW',
    '1 1 * * * root mysqldump --password=@@ BW',
    '1 1 * * * root mysqldump -u bw -p@@ BW',
    '1 1 * * * root wget "https://a.example/?api_key=@@"',
    '1 1 * * * root wget -q "https://a.example/cron?token=@@&x=1"',
    '1 1 * * * root wget --password=@@ https://a.example/',
    '1 1 * * * root wget --http-password @@ https://a.example/',
    '1 1 * * * root curl -H "Authorization: Bearer @@" https://a.example/',
    "1 1 * * * root curl -H 'X-Api-Key: @@' https://a.example/",
    '1 1 * * * root curl -b "session=@@" https://a.example/',
    '1 1 * * * root curl https://admin:@@@a.example/',
    '1 1 * * * root PGPASSWORD=@@ pg_dump bw',
    '1 1 * * * root MYSQL_PWD=@@ mysqldump bw',
    '1 1 * * * root sshpass -p @@ ssh backup@b.example',
    '1 1 * * * root lftp -u bw,@@ ftp.example',
    '1 1 * * * root smbclient //s/x -U bw%@@',
    '1 1 * * * root openssl enc -aes-256-cbc -k @@ -in a',
    '1 1 * * * root gpg --batch --passphrase @@ -c a',
    '1 1 * * * root redis-cli -a @@ save',
    '1 1 * * * root AWS_SECRET_ACCESS_KEY=@@ aws s3 sync /a s3://b',
    'API_TOKEN=@@',
  ),
  ...of(
    'vhost',
    '  RequestHeader set X-Api-Key "@@"',
    '  RequestHeader set Authorization "Basic @@"',
    '  SetEnv DB_PASSWORD @@',
    '  SetEnvIf Request_URI "^/" API_SECRET=@@',
    '  ProxyPass / http://bw:@@@10.0.0.1/',
    '  AuthLDAPBindPassword "@@"',
  ),
  ...of(
    'ini',
    "$config['password'] = '@@';",
    "define('DB_PASSWORD', '@@');",
    '"client_secret": "@@",',
    'smtp_auth = bw:@@',
    'dsn = "mysql://bw:@@@localhost/bw"',
    'passphrase: @@',
    'encryption.key = @@',
  ),
  ...of('aliases', 'hook: "|/usr/local/bin/hook --token @@"', 'ticket: "|curl -u bw:@@ https://a.example/"'),
  ...of('unit', 'Environment=SLACK_TOKEN=@@', 'ExecStart=/usr/bin/worker --api-key=@@', 'Environment="PASSWORD=@@"'),
  ...of('mail', 'Your new password is: @@', 'https://a.example/confirm?key=@@'),
];
