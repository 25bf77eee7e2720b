/** The store is not as it was written. `place` names where: a page of the file, a position, a stream. */
export class DamagedStore extends Error {
  constructor(
    readonly place: string,
    readonly reason: string,
  ) {
    super(`The event store is damaged at ${place}: ${reason}`);
    this.name = 'DamagedStore';
  }
}
