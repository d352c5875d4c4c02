/** What a request lends to its look-ups. */
export interface LoadingRequest {
  /** Told of the statements of each batch that looks up a key of this request, whoever shares the batch. */
  onStatements?(count: number): void;
  /** Bounds the wait for a batch. */
  within?<T>(work: Promise<T>): Promise<T>;
}
