export const ERRORS = {
  SEAT_TAKEN: { code: 'seat_taken', status: 409, message: 'The seat is taken' },
  TRAM_FULL: { code: 'tram_full', status: 503, message: `The tram is full` },
} as const;
