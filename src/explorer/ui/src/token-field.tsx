import { useState } from 'react';

interface TokenFieldProps {
  /** Receives the token without its scheme; null when the field was emptied. */
  onSubmit(token: string | null): void;
}

/** Production: the user brings his own token. It is kept in this page's memory and nowhere else. */
export function TokenField({ onSubmit }: TokenFieldProps) {
  const [text, setText] = useState('');
  return (
    <form
      className="explorer-control"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(text.trim().replace(/^Bearer\s+/i, '') || null);
      }}
    >
      <label htmlFor="explorer-token">Token</label>
      <input
        id="explorer-token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="Paste a JWT"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">Use</button>
    </form>
  );
}
