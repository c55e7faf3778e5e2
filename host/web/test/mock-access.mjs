/** Users, sign-in, sessions, keys and the audit log of the stand-in hub. */
const at = (s) => new Date(Date.now() + s * 1000).toISOString();
const DAY = 86_400;
const ROLES = ['device', 'viewer', 'operator', 'installer', 'admin', 'owner'];
export const SETUP_CODE = '482-915';
const PASSWORD = 'correct horse';
const COMMON = ['password123', 'qwertyuiop', '1234567890'];

const user = (id, user_name, display_name, role, change = {}) => ({ id, user_name, display_name, role, is_disabled: false, has_password: true, has_second_factor: false, created_at: at(-90 * DAY), last_seen_at: at(-3600), ...change });
const users = [
  user('u1', 'ada', 'Ada Lovelace', 'owner', { has_second_factor: true, last_seen_at: at(-20) }),
  user('u2', 'grace', 'Grace Hopper', 'admin'),
  user('u3', 'karl', 'Karl, the neighbour who reads the meter', 'viewer', { last_seen_at: at(-12 * DAY) }),
  user('u4', 'lin', 'Lin', 'operator', { has_password: false, last_seen_at: null }),
  user('u5', 'max.mustermann', 'Max Mustermann', 'installer', { is_disabled: true }),
];
const keys = [
  { id: 'k1', name: 'Grafana', role: 'viewer', scopes: ['http:read'], created_at: at(-40 * DAY), expires_at: at(325 * DAY), last_used_at: at(-8), last_used_from: '192.168.1.30' },
  { id: 'k2', name: 'meter', role: 'device', scopes: [], created_at: at(-200 * DAY), expires_at: null, last_used_at: at(-1), last_used_from: '192.168.1.61' },
  { id: 'k3', name: 'Old script', role: 'operator', scopes: ['http:read', 'http:write', 'mqtt:publish'], created_at: at(-360 * DAY), expires_at: at(5 * DAY), last_used_at: null, last_used_from: null },
  { id: 'k4', name: 'Backup job', role: 'owner', scopes: [], created_at: at(-400 * DAY), expires_at: at(-35 * DAY), last_used_at: at(-36 * DAY), last_used_from: 'fd00::1c2a:33ff:fe10:9' },
];
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
let sessions = [
  { id: 's1', created_at: at(-2 * DAY), last_seen_at: at(-2), address: '192.168.1.20', client: FIREFOX, is_current: true },
  { id: 's2', created_at: at(-9 * DAY), last_seen_at: at(-7200), address: '192.168.1.44', client: IPHONE, is_current: false },
  { id: 's3', created_at: at(-30 * DAY), last_seen_at: at(-25 * DAY), address: '10.8.0.3', client: 'home-app/2.1', is_current: false },
];
const OUTCOMES = ['succeeded', 'succeeded', 'refused', 'second_factor_required', 'throttled'];
const signIns = (before = 48) => ({
  sign_ins: Array.from({ length: Math.min(10, before - 1) }, (_, i) => ({ id: before - 1 - i, time: at(-5000 * (48 - before + i)), user_name: 'ada', outcome: OUTCOMES[(before + i) % 5],
    address: '192.168.1.20', client: i % 3 === 2 ? 'home-app/2.1' : i % 2 ? IPHONE : FIREFOX, channel: ['web', 'web', 'api'][i % 3] })),
  next: before > 11 ? before - 10 : null,
});
const ACTS = [['Changes a device', 'PUT', '/api/devices/meter', 200], ['Makes an API key', 'POST', '/api/tokens', 201], ['Switches a plugin off and unloads it', 'POST', '/api/plugins/nas-cache/disable', 200], ['Signs in', 'POST', '/api/auth/login', 401], ['Deletes a user', 'DELETE', '/api/users/u9', 403]];
const WHO = [['ada', 'user'], ['grace', 'user'], ['Grafana', 'key'], [null, null], ['karl', 'user']];
const audit = Array.from({ length: 130 }, (_, i) => {
  const [action, method, path, status] = ACTS[i % 5];
  return { id: 130 - i, time: at(-i * 4100), user: WHO[i % 5][0], kind: WHO[i % 5][1], action, method, path, status, address: i % 7 === 6 ? 'fd00::1c2a:33ff:fe10:9' : '192.168.1.20', detail: i % 5 === 4 ? 'Only an owner deletes an owner.' : null };
});

/** The routes, for a hub where `state.me` is signed in; `Problem` is what they throw. */
export function accessRoutes(state, Problem) {
  const refuse = (field, message) => { throw new Problem(400, 'Not valid', message, { [field]: [message] }); };
  const checkPassword = (password, field = 'password') => {
    if ((password ?? '').length < 10) refuse(field, 'A password has 10 to 200 characters.');
    if (COMMON.includes(password.toLowerCase())) refuse(field, 'This password is on the list of the most common ones. Choose another.');
  };
  const findUser = (id) => users.find((each) => each.id === id) ?? (() => { throw new Problem(404, 'Not found', 'There is no such user.'); })();
  const invitation = () => ({ token: 'T0ken', path: '/invite#kJ8vXq2nW5tRz7yB3mF6pL9sD1gH4cA0eUoIiYx-QwE', expires_at: at(3 * DAY) });
  let tries = 0;
  return [
    ['GET', /^\/api\/setup$/, () => ({ needed: state.needsOwner })],
    ['POST', /^\/api\/setup\/check$/, (_, __, { code }) => { if (code !== SETUP_CODE) throw new Problem(401, 'Wrong code', 'This is not the code.'); }],
    ['POST', /^\/api\/setup$/, (_, __, body) => {
      if (!state.needsOwner) throw new Problem(409, 'Has an owner', 'This hub has an owner already.');
      checkPassword(body.password);
      if (body.general.name === 'bad') refuse('general.name', 'This name is taken in the network.');
      state.needsOwner = false;
      Object.assign(users[0], { user_name: body.user_name, display_name: body.user_name, has_second_factor: false });
      state.signIn(users[0]);
    }],
    ['POST', /^\/api\/setup\/restore$/, () => { state.restart(); }],
    ['POST', /^\/api\/auth\/login$/, (_, q, body) => {
      if (body.api_key !== undefined) {
        if (body.api_key !== 'demo') throw new Problem(401, 'Not signed in', 'This key is not known.');
        state.me = { name: 'Grafana', display_name: null, role: 'viewer', kind: 'key', id: 'k1', language: null, has_second_factor: false };
        return undefined;
      }
      const found = users.find((each) => each.user_name === body.username && !each.is_disabled);
      if (found === undefined || body.password !== PASSWORD) {
        tries += 1;
        throw tries > 3 ? Object.assign(new Problem(429, 'Too many attempts', 'Too many attempts.'), { headers: { 'retry-after': '8' } }) : new Problem(401, 'Not signed in', 'User name or password is wrong.');
      }
      tries = 0;
      if (found.has_second_factor && body.second_factor !== '123456') {
        const problem = new Problem(401, 'Second factor', 'A code is needed.');
        if (body.second_factor === undefined) problem.body.second_factor_required = true;
        throw problem;
      }
      state.signIn(found);
      return undefined;
    }],
    ['PUT', /^\/api\/auth\/profile$/, (_, __, body) => { Object.assign(state.me, body); }],
    ['PUT', /^\/api\/auth\/password$/, (_, __, body) => {
      if (body.current !== PASSWORD) refuse('current', 'This is not your password.');
      checkPassword(body.new, 'new');
      sessions = sessions.filter((each) => each.is_current);
    }],
    ['GET', /^\/api\/auth\/sessions$/, () => sessions],
    ['DELETE', /^\/api\/auth\/sessions\/([^/]+)$/, ([id]) => { sessions = sessions.filter((each) => each.id !== id); }],
    ['DELETE', /^\/api\/auth\/sessions$/, () => { sessions = sessions.filter((each) => each.is_current); }],
    ['GET', /^\/api\/auth\/history$/, (_, q) => signIns(Number(q.get('before') ?? 48))],
    ['POST', /^\/api\/auth\/second-factor$/, () => ({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', uri: 'otpauth://totp/PiHub:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=PiHub&digits=6&period=30' })],
    ['PUT', /^\/api\/auth\/second-factor$/, (_, __, { code }) => {
      if (code !== '123456') refuse('code', 'This code is not right.');
      state.me.has_second_factor = true;
      return { recovery_codes: Array.from({ length: 10 }, (_unused, i) => `${(i * 7919 + 4321).toString(36).padStart(4, 'x')}-${(i * 104729 + 99991).toString(36).padStart(4, 'q')}`) };
    }],
    ['POST', /^\/api\/auth\/second-factor\/remove$/, (_, __, { password }) => {
      if (password !== PASSWORD) refuse('password', 'This is not your password.');
      state.me.has_second_factor = false;
    }],
    ['GET', /^\/api\/users$/, () => users],
    ['POST', /^\/api\/users$/, (_, __, body) => {
      if (users.some((each) => each.user_name === body.user_name)) refuse('user_name', 'There is a user of this name already.');
      if (!/^[\w.-]+$/.test(body.user_name)) refuse('user_name', 'A user name has 1 to 50 letters, digits, dots, hyphens and underscores.');
      if (body.password !== undefined) checkPassword(body.password);
      const made = user(`u${users.length + 10}`, body.user_name, body.display_name, body.role, { has_password: body.password !== undefined, last_seen_at: null });
      users.push(made);
      return { user: made, invitation: body.password === undefined ? invitation() : null };
    }],
    ['PUT', /^\/api\/users\/([^/]+)$/, ([id], _, body) => Object.assign(findUser(id), body)],
    ['DELETE', /^\/api\/users\/([^/]+)$/, ([id]) => { users.splice(users.indexOf(findUser(id)), 1); }],
    ['POST', /^\/api\/users\/([^/]+)\/reset$/, ([id]) => { findUser(id).has_password = false; return { invitation: invitation() }; }],
    ['DELETE', /^\/api\/users\/([^/]+)\/sessions$/, ([id]) => { findUser(id); }],
    ['GET', /^\/api\/users\/([^/]+)\/history$/, ([id]) => (findUser(id).last_seen_at === null ? { sign_ins: [], next: null } : signIns())],
    ['POST', /^\/api\/invitations\/check$/, (_, __, { token }) => {
      if (token.length < 10) throw new Problem(404, 'Not found', 'This link is not known.');
      return { user_name: 'lin', role: 'operator', hub_name: 'Lindenhof', expires_at: at(3 * DAY) };
    }],
    ['POST', /^\/api\/invitations\/accept$/, (_, __, { password }) => { checkPassword(password); state.signIn(users[3]); }],
    ['GET', /^\/api\/tokens$/, () => (state.isEmpty ? [] : keys)],
    ['POST', /^\/api\/tokens$/, (_, __, body) => {
      if (keys.some((each) => each.name === body.name)) refuse('name', `there is a key named '${body.name}' already; revoke it first or choose another name`);
      if (!body.name) refuse('name', "a key's name has 1 to 100 characters");
      const made = { id: `k${keys.length + 9}`, scopes: [], expires_at: null, created_at: at(0), last_used_at: null, last_used_from: null, ...body };
      keys.push(made);
      return { ...made, value: 'ph_Zk3vQ8wLx2Rb7TnY5mJ0sC9eH4uG1aD6iF-oKpXqWtE' };
    }],
    ['DELETE', /^\/api\/tokens\/([^/]+)$/, ([id]) => { keys.splice(keys.findIndex((each) => each.id === id), 1); }],
    ['GET', /^\/api\/audit$/, (_, q) => {
      const matching = state.isEmpty ? [] : audit.filter((e) => (e.user ?? '').includes(q.get('user') ?? '') && JSON.stringify(e).toLowerCase().includes((q.get('text') ?? '').toLowerCase()) && e.id < Number(q.get('before') ?? 1e9));
      return { entries: matching.slice(0, 50), next: matching.length > 50 ? matching[49].id : null };
    }],
  ];
}

/** Who is signed in at first: `--role R` as a user of that role, else the demo. */
export function firstIdentity(role) {
  const found = users.find((each) => each.role === role && ROLES.includes(role));
  return found ? identityOf(found) : { name: 'demo', display_name: null, role: 'owner', kind: 'demo', id: null, language: null, has_second_factor: false };
}

export const identityOf = ({ id, user_name, display_name, role, has_second_factor }) => ({ name: user_name, display_name, role, kind: 'user', id, language: null, has_second_factor });

/** Routes that need nobody to be signed in. */
export const OPEN = /^\/api\/(health|setup|auth\/login|invitations)\b/;
