/** Of the processor by this process, in ms: whatever else the machine does is not counted. */
export function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
