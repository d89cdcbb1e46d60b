/** All codes. */
export type ErrorCode =
  | 'seat_taken' // The seat is taken
  | 'tram_full'
  | "tram_lost";
