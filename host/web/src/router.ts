import type { ReactiveController, ReactiveControllerHost } from 'lit';

type TopPage =
  | 'dashboard' | 'history' | 'automations' | 'devices' | 'plugins' | 'broker' | 'jobs' | 'settings' | 'logs' | 'system' | 'notifications'
  | 'notification-targets' | 'users' | 'keys' | 'audit' | 'profile'
  // Outside the shell.
  | 'setup' | 'invite';

export type Route =
  | { page: TopPage | 'unknown' }
  | { page: 'automation'; id: string }
  | { page: 'settings-section'; section: string }
  | { page: 'plugin-details' | 'plugin-settings' | 'plugin-logs'; plugin: string }
  | { page: 'plugin-page'; plugin: string; id: string };

const PAGES: Readonly<Record<string, TopPage>> = {
  '/': 'dashboard',
  '/history': 'history',
  '/automations': 'automations',
  '/devices': 'devices',
  '/plugins': 'plugins',
  '/broker': 'broker',
  '/jobs': 'jobs',
  '/settings': 'settings',
  '/logs': 'logs',
  '/system': 'system',
  '/notifications': 'notifications',
  '/notifications/targets': 'notification-targets',
  '/users': 'users',
  '/keys': 'keys',
  '/audit': 'audit',
  '/profile': 'profile',
  '/setup': 'setup',
  '/invite': 'invite',
  // Where the rejected messages were before they became a part of the broker's page.
  '/rejected': 'broker',
};

/** Which page a path names. */
export function routeOf(pathname: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  const known = PAGES[path];
  if (known !== undefined) {
    return { page: known };
  }
  const section = /^\/settings\/([a-z0-9-]+)$/.exec(path)?.[1];
  if (section !== undefined) {
    return { page: 'settings-section', section };
  }
  const automation = /^\/automations\/([a-z0-9-]+)$/.exec(path)?.[1];
  if (automation !== undefined) {
    return { page: 'automation', id: automation };
  }
  const match = /^\/plugins\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (match?.[1] !== undefined) {
    try {
      const plugin = decodeURIComponent(match[1]);
      if (match[2] === undefined) {
        return { page: 'plugin-details', plugin };
      }
      // A plugin's own page cannot have these names.
      if (match[2] === 'settings' || match[2] === 'logs') {
        return { page: `plugin-${match[2]}`, plugin };
      }
      return { page: 'plugin-page', plugin, id: decodeURIComponent(match[2]) };
    } catch {
      return { page: 'unknown' };
    }
  }
  return { page: 'unknown' };
}

/** Goes to an address of this site without loading it anew. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', to);
  } else {
    history.pushState(null, '', to);
  }
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** Updates an element whenever the address changes and turns clicks on inner links into navigation. */
export class RouteController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #path = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get route(): Route {
    return routeOf(location.pathname);
  }

  hostConnected(): void {
    this.#path = location.pathname;
    window.addEventListener('popstate', this.#changed);
    document.addEventListener('click', this.#clicked);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#changed);
    document.removeEventListener('click', this.#clicked);
  }

  readonly #changed = (): void => {
    if (this.#path !== location.pathname) {
      this.#path = location.pathname;
      window.scrollTo(0, 0);
    }
    this.#host.requestUpdate();
  };

  readonly #clicked = (event: MouseEvent): void => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (link === undefined || modified || event.defaultPrevented || link.target !== '' || link.origin !== location.origin) {
      return;
    }
    if (link.pathname.startsWith('/api/') || link.hasAttribute('download')) {
      return;
    }
    event.preventDefault();
    navigate(link.pathname + link.search);
  };
}
