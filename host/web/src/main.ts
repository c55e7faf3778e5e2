import { startTheme } from './theme.js';
import './components/ph-app.js';

startTheme();
