import { useMemo, useState } from 'react';
import type { Credential } from './authorized-fetcher';
import { RolePicker } from './role-picker';
import type { ExplorerSettings } from './settings';
import { TokenField } from './token-field';
import { requestToken, tokenSource } from './token-source';
import { Workbench } from './workbench';

const DEFAULT_ROLE = 'analyst';
const ROLE_KEY = 'explorer:role';

export function Explorer({ settings }: { settings: ExplorerSettings }) {
  const { roles } = settings;
  return roles === null ? (
    <OwnTokenExplorer settings={settings} />
  ) : (
    <RoleExplorer settings={settings} roles={roles} />
  );
}

function RoleExplorer({ settings, roles }: { settings: ExplorerSettings; roles: readonly string[] }) {
  const [role, setRole] = useState(() => startingRole(roles));
  const [problem, setProblem] = useState<string | null>(null);
  const [tokens] = useState(() => tokenSource(requestToken));
  const credential = useMemo<Credential>(
    () => ({
      async token() {
        try {
          const token = await tokens.get(role);
          setProblem(null);
          return token;
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          const message = `No token for the role ${role}: ${reason}`;
          setProblem(message);
          throw new Error(message);
        }
      },
      refused: () => tokens.forget(role),
    }),
    [role, tokens],
  );

  function choose(next: string): void {
    sessionStorage.setItem(ROLE_KEY, next);
    setRole(next);
  }

  return (
    <Workbench
      settings={settings}
      credential={credential}
      problem={problem}
      control={<RolePicker roles={roles} role={role} onChoose={choose} />}
    />
  );
}

function OwnTokenExplorer({ settings }: { settings: ExplorerSettings }) {
  const [token, setToken] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const credential = useMemo<Credential>(
    () => ({
      token: async () => token,
      refused: () => setRefused(true),
    }),
    [token],
  );

  function submit(next: string | null): void {
    setRefused(false);
    setToken(next);
  }

  const advice =
    token === null
      ? 'The gateway wants a token: paste one above, or set an Authorization header in the header editor.'
      : 'The gateway refused this token: it may have expired, or come from another issuer.';
  return (
    <Workbench
      settings={settings}
      credential={credential}
      problem={refused ? advice : null}
      control={<TokenField onSubmit={submit} />}
    />
  );
}

/** The role of this browser tab's last load, when it still exists. */
function startingRole(roles: readonly string[]): string {
  const wanted = [sessionStorage.getItem(ROLE_KEY), DEFAULT_ROLE];
  return wanted.find((role) => role !== null && roles.includes(role)) ?? roles[0] ?? DEFAULT_ROLE;
}
