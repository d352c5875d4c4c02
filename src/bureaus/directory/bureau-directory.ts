import type { BureauConnector, BureauProfile } from '../bureau.port';
import { BureauLane, type LaneOptions } from '../inquiry/lane/bureau-lane';
import { CallWindow } from './call-window';

export interface BureauEntry {
  readonly profile: BureauProfile;
  /** Null while the bureau is switched off. */
  readonly connector: BureauConnector | null;
}

export interface EnabledBureau extends BureauEntry {
  readonly connector: BureauConnector;
  readonly lane: BureauLane;
  /** What it did of late, as seen by this process. */
  readonly window: CallWindow;
}

/** The bureaus that there are, switched on or off, in the order in which they are listed. */
export class BureauDirectory {
  readonly #entries = new Map<string, BureauEntry | EnabledBureau>();

  /** @throws Error when two bureaus have one code */
  constructor(
    connectors: readonly BureauConnector[],
    switchedOff: readonly BureauProfile[],
    lane: Partial<LaneOptions> = {},
  ) {
    for (const connector of connectors)
      this.#add({
        profile: connector.profile,
        connector,
        lane: new BureauLane({ callsPerSecond: connector.callsPerSecond ?? null, ...lane }),
        window: new CallWindow(),
      } satisfies EnabledBureau);
    for (const profile of switchedOff) this.#add({ profile, connector: null });
  }

  get all(): readonly BureauEntry[] {
    return [...this.#entries.values()];
  }

  find(code: string): BureauEntry | EnabledBureau | null {
    return this.#entries.get(code) ?? null;
  }

  #add<Entry extends BureauEntry>(entry: Entry): void {
    const { code } = entry.profile;
    if (this.#entries.has(code)) throw new Error(`two bureaus are called ${code}`);
    this.#entries.set(code, entry);
  }
}

export const isEnabled = (entry: BureauEntry): entry is EnabledBureau => entry.connector !== null;
