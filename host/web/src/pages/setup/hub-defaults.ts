import type { GeneralSettings } from '../../api/setup.js';
import { zoneName } from '../../format/time.js';

export interface Grid {
  volt: number;
  hertz: number;
}

/** The usual nominal values: of Europe and most of the world, and of North America. */
export const GRIDS: readonly Grid[] = [{ volt: 230, hertz: 50 }, { volt: 120, hertz: 60 }];

// Countries with a nominal voltage near 120 V, IEC 60038.
const GRID_120 = new Set('US CA MX GT HN NI CR PA CU DO HT JM BS BZ CO VE EC TW PR'.split(' '));
const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK';
const OTHERS = 'AR:ARS AU:AUD BR:BRL CA:CAD CH:CHF CL:CLP CN:CNY CO:COP CZ:CZK DK:DKK GB:GBP HK:HKD HU:HUF ID:IDR IL:ILS IN:INR IS:ISK JP:JPY KE:KES KR:KRW LI:CHF MX:MXN MY:MYR NG:NGN NO:NOK NZ:NZD PE:PEN PH:PHP PL:PLN RO:RON RS:RSD SE:SEK SG:SGD TH:THB TR:TRY TW:TWD UA:UAH US:USD VN:VND ZA:ZAR';
const CURRENCIES = new Map([...EURO.split(' ').map((region) => [region, 'EUR'] as const), ...OTHERS.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(3)] as const)]);

/** The region of a locale, guessed when it names none ("de" is spoken in Germany first); undefined for what is no locale. */
export function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch {
    return undefined;
  }
}

/** The currency of a locale's region; the euro where it is not known. */
export const currencyOf = (locale: string): string => CURRENCIES.get(regionOf(locale) ?? '') ?? 'EUR';

export const gridOf = (locale: string): Grid => (GRID_120.has(regionOf(locale) ?? '') ? { volt: 120, hertz: 60 } : { volt: 230, hertz: 50 });

/** What the assistant proposes in a browser of this language. */
export function defaultsFor(locale: string): GeneralSettings {
  const { volt, hertz } = gridOf(locale);
  return { name: 'PiHub', time_zone: zoneName(), locale, currency: currencyOf(locale), nominal_voltage_volt: volt, nominal_frequency_hertz: hertz };
}

/** All time zones that the browser knows, UTC among them. */
export const zones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Codes with their names in a language, e.g. `EUR` and "Euro". */
export function currencies(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({ code, name: names.of(code) ?? code }));
}

const LOCALES = 'de-AT de-CH de-DE en-AU en-CA en-GB en-IE en-IN en-US es-ES es-MX fr-BE fr-CH fr-FR it-CH it-IT nl-BE nl-NL cs-CZ da-DK fi-FI hu-HU nb-NO pl-PL pt-BR pt-PT ro-RO sv-SE tr-TR ja-JP ko-KR zh-CN'.split(' ');

/** Usual locales with their names in a language. */
export function locales(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return LOCALES.map((code) => ({ code, name: names.of(code) ?? code }));
}

/** Whether the browser knows a locale by this name. */
export function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
