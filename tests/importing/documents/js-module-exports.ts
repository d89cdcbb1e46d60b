module.exports.errors = {
  NO_TRAM: [404, 'There is no tram'],
  FULL: [503, 'The tram is full'],
};
