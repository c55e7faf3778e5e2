import { startTheme } from './theme.js';
import './components/ph-app.js';
import { getLanguage } from './text/language.js';

document.documentElement.lang = getLanguage();
startTheme();
