/** Shorter than a frame of 60 in a second, with room for what else a frame wants. */
const SLICE_MS = 9;

/** Runs a long computation a slice at a time, so that the page stays fluent. Null when it was given up. */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T | null> {
  while (!signal.aborted) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return null;
}
