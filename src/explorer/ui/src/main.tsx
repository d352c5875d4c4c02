import './workers';
// Four sheets instead of 'graphiql/style.css', which embeds 0.6 MB of fonts as data: URLs.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer';
import { loadSettings } from './settings';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
const root = createRoot(container);

loadSettings().then(
  (settings) => root.render(<Explorer settings={settings} />),
  (error: Error) =>
    root.render(
      <p className="explorer-problem" role="alert">
        The explorer could not start. {error.message}
      </p>,
    ),
);
