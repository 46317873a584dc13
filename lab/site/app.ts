/**
 * The stand-in for BeWelcome's "Rox" of June 2012: one process per deployment, started in the deployment's root.
 *
 * How a module adds pages (see pages/about.ts for a short one):
 *   export const routes: Routes = { forums: async (context) => page(context, { title, teaser, col3 }) };
 *   export const callbacks: Callbacks = { 'ForumsController::createProcess': async (context) => redirect(context, 'forums') };
 * `routes` maps the first words of a path to its handler, the longest match wins; `context.path` has all words.
 * A form carries `callbackFields(context, name)` or `oldCallbackField(context, name)` (web/callbacks.ts); when it is
 * posted by the session that was given it, `callbacks[name]` answers, whatever the URL; any other POST is answered
 * like a GET. Callbacks answer with `redirect`, and leave errors with `remember` for the page to `recall`.
 * Then name the module in MODULES below.
 */
import { createServer } from 'node:http';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Callbacks, Routes } from './web/context.js';
import { readConfig } from './web/config.js';
import { openDatabase } from './web/database.js';
import { SessionStore } from './web/session.js';
import { wordsOf } from './web/words.js';
import { answerTo } from './web/dispatch.js';
import { staticFile } from './web/static.js';
import { MODULES } from './modules.js';

const config = readConfig(process.cwd());
const db = openDatabase(config);
const site = {
  config,
  db,
  words: wordsOf(db),
  sessions: new SessionStore(config.get('server', 'sessions', join(config.root, 'sessions'))),
  routes: Object.assign({}, ...MODULES.map((module) => module.routes)) as Routes,
  callbacks: Object.assign({}, ...MODULES.map((module) => module.callbacks ?? {})) as Callbacks,
};
const serveStatic = config.get('server', 'serve_static') === '1';

const server = createServer((request, response) => {
  const file = serveStatic ? staticFile(config.root, request) : undefined;
  void (file ? Promise.resolve(file) : answerTo(site, request)).then((reply) => {
    response.writeHead(reply.status, { ...reply.headers });
    response.end(request.method === 'HEAD' ? undefined : reply.body);
  });
});

const listen = config.get('server', 'listen', '127.0.0.1:8080');
if (listen.startsWith('/')) {
  // A socket that an earlier life left behind would refuse the name.
  rmSync(listen, { force: true });
  server.listen(listen, () => {
    chmodSync(listen, 0o666);
  });
} else {
  const [host = '127.0.0.1', port = '8080'] = listen.split(':');
  server.listen(Number(port), host);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
    void db.close().finally(() => process.exit(0));
  });
}
