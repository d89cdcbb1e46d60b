public enum ErrorCode {
    /** No tram. */
    NO_TRAM(1001, HttpStatus.NOT_FOUND, "There is no tram"),
    FULL(1002, HttpStatus.SERVICE_UNAVAILABLE, "The tram is full"); // busy

    private final int code;
    ErrorCode(int code, HttpStatus status, String message) { this.code = code; }
}
