import 'uplot/dist/uPlot.min.css';
import '@xyflow/react/dist/base.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/events.css';
import './styles/form.css';
import './styles/log.css';
import './styles/live.css';
import './styles/clients.css';
import './styles/application.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.js';
import { readLive } from './state/live.js';
import { show, useTheme } from './state/theme.js';

show(useTheme.getState().theme);
readLive();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
