export enum ErrorCode {
  /** The seat is taken. */
  SeatTaken = 'seat_taken',
  // Full
  TramFull = "tram_full",
  Numbered = 17,
}
