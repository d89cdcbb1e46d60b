package trams;

/** The seat is taken. */
@ResponseStatus(HttpStatus.CONFLICT)
public class SeatTakenException extends RuntimeException {
    public static final String CODE = "seat_taken";
    public SeatTakenException() {
        super("The seat is taken");
    }
}

class TramFullException extends TramException {
    TramFullException() {
        super("tram_full", 503, "The tram is full");
    }
}

class Helper { }
