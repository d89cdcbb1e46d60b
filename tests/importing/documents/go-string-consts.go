package trams

const (
	CodeNoTram = "no_tram" // There is no tram
	CodeFull   = "full"
)
