import { committed, printed } from '../generated.mjs';

/** Says where a committed generated file and the code come apart; an empty list when they do not. */
export async function drift(generated) {
  const now = await printed(generated);
  const then = committed(generated);
  if (then === undefined) return [`${generated.file} is not there`];
  if (then === now) return [];
  const was = then.split('\n');
  const is = now.split('\n');
  const line = is.findIndex((text, index) => text !== was[index]);
  const at = line < 0 ? is.length : line;
  return [
    `${generated.file} differs from the code at line ${at + 1}`,
    `  file: ${was[at] ?? '(end)'}`,
    `  code: ${is[at] ?? '(end)'}`,
  ];
}
