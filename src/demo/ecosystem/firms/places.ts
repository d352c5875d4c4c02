/** The firm at the centre (核心企业). */
export const CORE = 'core';

/** The network in the halls of the core enterprise: very many were seen on it who have nothing else in common. */
export const PUBLIC_NETWORK = 'public-network';

/** How a dealer's terminal is called; customers are seen on it. */
export const terminalOf = (dealer: number): string => `terminal-d${dealer}`;
