package trams

type ErrorCode int

const (
	// ErrUnknown is unknown.
	ErrUnknown ErrorCode = iota + 1000
	ErrNoTram // no tram
	_
	ErrFull
)
