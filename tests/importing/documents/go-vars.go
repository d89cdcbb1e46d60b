package trams

import "errors"

var (
	ErrNoTram = errors.New("trams: no tram")
	// ErrFull means full.
	ErrFull = fmt.Errorf("the tram is full: %w", ErrNoTram)
)

var ErrLost = &APIError{Code: "tram_lost", Status: http.StatusGone, Message: "The tram is lost"}
