export abstract class TramError extends Error {
  abstract readonly code: string;
  readonly status: number = 500;
}

/** The seat is taken. */
export class SeatTakenError extends TramError {
  readonly code = 'seat_taken';
  readonly status = 409;
  constructor() {
    super('The seat is taken by another rider');
  }
}

export class TramFullError extends TramError {
  static readonly code = 'tram_full';
  constructor(readonly tram: string) {
    super(`The tram is full`, 503);
    this.name = 'TramFullError';
  }
}

class NotAnError extends Base {}
