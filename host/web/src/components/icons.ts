import { svg, type SVGTemplateResult } from 'lit';

/** Line icons on a 24 by 24 grid. */
export const ICONS = {
  dashboard: svg`<rect x="3.5" y="3.5" width="7" height="9" rx="1.8"/><rect x="13.5" y="3.5" width="7" height="5" rx="1.8"/><rect x="13.5" y="11.5" width="7" height="9" rx="1.8"/><rect x="3.5" y="15.5" width="7" height="5" rx="1.8"/>`,
  history: svg`<path d="M3.5 4v14.5a2 2 0 0 0 2 2H21"/><path d="m7.5 14.5 3.6-4.6 3.2 2.8 4.7-6.2"/>`,
  devices: svg`<rect x="6.5" y="6.5" width="11" height="11" rx="2"/><path d="M10 3v3.5M14 3v3.5M10 17.5V21M14 17.5V21M3 10h3.5M3 14h3.5M17.5 10H21M17.5 14H21"/>`,
  plugins: svg`<path d="M9 3.5v4M15 3.5v4M6 7.5h12v3.8a6 6 0 0 1-12 0zM12 17.3v3.2"/>`,
  rejected: svg`<circle cx="12" cy="12" r="8.5"/><path d="m6.2 6.2 11.6 11.6"/>`,
  broker: svg`<circle cx="12" cy="12" r="2.6"/><circle cx="5" cy="5.5" r="1.8"/><circle cx="19" cy="5.5" r="1.8"/><circle cx="5" cy="18.5" r="1.8"/><circle cx="19" cy="18.5" r="1.8"/><path d="m6.4 6.8 3.7 3.4M17.6 6.8l-3.7 3.4M6.4 17.2l3.7-3.4M17.6 17.2l-3.7-3.4"/>`,
  settings: svg`<path d="M4 7h9M17.5 7H20M4 17h2.5M11 17h9"/><circle cx="15.2" cy="7" r="2.2"/><circle cx="8.8" cy="17" r="2.2"/>`,
  jobs: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  pause: svg`<path d="M8.5 5.5v13M15.5 5.5v13"/>`,
  play: svg`<path d="M8 5.5v13l10.5-6.5z"/>`,
  send: svg`<path d="M20.5 3.5 3.5 10.5l7 3 3 7zM10.5 13.5l4-4"/>`,
  trash: svg`<path d="M4.5 6.5h15M9.5 6.5V4.5h5v2M6.5 6.5l1 13h9l1-13M10 10.5v5.5M14 10.5v5.5"/>`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>`,
  page: svg`<path d="M14 3.5H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5z"/><path d="M14 3.5v5h5M8.5 13h7M8.5 16.5h5"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1"/>`,
  moon: svg`<path d="M20 14.2A8 8 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z"/>`,
  auto: svg`<circle cx="12" cy="12" r="8.2"/><path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z" fill="currentColor"/>`,
  'sign-out': svg`<path d="M10 4.5H6.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10M14.5 8l4 4-4 4M18 12H9.5"/>`,
  refresh: svg`<path d="M20 5v5h-5M4 19v-5h5"/><path d="M18.7 10A7.2 7.2 0 0 0 5.8 8.2M5.3 14a7.2 7.2 0 0 0 12.9 1.8"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  left: svg`<path d="m14.5 6-6 6 6 6"/>`,
  right: svg`<path d="m9.5 6 6 6-6 6"/>`,
  alert: svg`<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17.2v.01"/>`,
  offline: svg`<path d="M4 4l16 16M8.5 15.6a5 5 0 0 1 6.9 0M5.4 12.4a9.4 9.4 0 0 1 4-2.4M14 9.8a9.4 9.4 0 0 1 4.6 2.6M2.8 9.2a13 13 0 0 1 3.5-2.4M11 5.6a13 13 0 0 1 10.2 3.6M12 19v.01"/>`,
  empty: svg`<path d="M4 13.5 6.5 6a2 2 0 0 1 1.9-1.4h7.2A2 2 0 0 1 17.5 6l2.5 7.5v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"/><path d="M4 13.5h4.5l1.5 2.5h4l1.5-2.5H20"/>`,
  bolt: svg`<path d="M13 3 5 13.5h6L10 21l9-11h-6.2z"/>`,
  wave: svg`<path d="M2.5 12c2-7.5 5-7.5 7 0s5 7.5 7 0c1-3.8 2.4-5.6 5-5.7"/>`,
  gauge: svg`<path d="M4.5 18a8.5 8.5 0 1 1 15 0z"/><path d="m12 14 3.5-4.5"/>`,
  temperature: svg`<path d="M14 13.800V5.500a2.5 2.5 0 0 0-5 0v8.300a4.3 4.3 0 1 0 5 0z"/><path d="M11.5 9v8"/>`,
  solar: svg`<path d="M5.5 9.500h13L21 19H3zM12 9.500V19M4.3 14h15.400M12 3v3M6.5 4.500l1.3 1.700M17.5 4.500l-1.3 1.7"/>`,
  radio: svg`<circle cx="12" cy="10" r="1.6"/><path d="M12 12v8.500M8.5 13.500a5 5 0 0 1 0-7M15.5 6.500a5 5 0 0 1 0 7M5.7 16.300a9 9 0 0 1 0-12.600M18.3 3.700a9 9 0 0 1 0 12.6"/>`,
  storage: svg`<rect x="3.5" y="4.5" width="17" height="6.5" rx="1.8"/><rect x="3.5" y="13" width="17" height="6.5" rx="1.8"/><path d="M7 7.800h.01M7 16.300h.01"/>`,
  eye: svg`<path d="M2.5 12s3.5-6.5 9.5-6.5 9.500 6.500 9.500 6.500-3.500 6.500-9.500 6.500S2.500 12 2.500 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  'eye-off': svg`<path d="M4 4l16 16M9.800 5.700a9 9 0 0 1 2.200-.2c6 0 9.500 6.500 9.500 6.500a17 17 0 0 1-2.800 3.500M6.300 7.400A16 16 0 0 0 2.500 12s3.500 6.500 9.500 6.500a9.500 9.500 0 0 0 4.300-1"/>`,
  download: svg`<path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M4.500 19.500h15"/>`,
  upload: svg`<path d="M12 15.500V4.500M7.500 9l4.500-4.500L16.500 9M4.500 19.500h15"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0M12 3v2"/>`,
  users: svg`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 4.800a3.500 3.500 0 0 1 0 6.400M17.500 13.800a6.500 6.500 0 0 1 4 5.700"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4.5"/><path d="M11.300 12.200 20 3.500M16 7.500l3 3M13.500 10l2 2"/>`,
  audit: svg`<path d="M9 4.500H6.500a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-12a2 2 0 0 0-2-2H15"/><rect x="9" y="3" width="6" height="3.500" rx="1.200"/><path d="m8.500 13.500 2.500 2.500 4.500-5"/>`,
  box: svg`<path d="m12 3 8 4.500v9L12 21l-8-4.500v-9z"/><path d="m4 7.5 8 4.5 8-4.500M12 12v9"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof ICONS;

const isIcon = (name: string): name is IconName => Object.hasOwn(ICONS, name);

/** The icon that a plugin names in its manifest; undefined when we have none. */
export const pluginIcon = (name: string | null): IconName | undefined => (name !== null && isIcon(name) ? name : undefined);
