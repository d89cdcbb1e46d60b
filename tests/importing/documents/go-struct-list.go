package trams

var apiErrors = []APIError{
	{Code: "no_tram", Status: 404, Message: "There is no tram"},
	{Code: "full", Status: http.StatusServiceUnavailable, Message: "The tram is full"},
}

var errorTable = map[string]Error{
	"lost": {Status: 410, Message: "Lost"},
}
