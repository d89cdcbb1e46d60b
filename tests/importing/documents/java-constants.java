public final class ErrorCodes {
    /** No tram. */
    public static final String NO_TRAM = "no_tram";
    public static final String FULL = "full";
    public static final int MAX = 3;
}
