"""What writers do that stops a YAML parser, one by one, each with the line to type instead."""

from errcat.reading.slips.blanks import ALL_OVER, all_over
from errcat.reading.slips.explain import explain
from errcat.reading.slips.foreign import spoilers
from errcat.reading.slips.pieces import Piece, pieces
from errcat.reading.slips.slip import Slip

__all__ = ["ALL_OVER", "Piece", "Slip", "all_over", "explain", "pieces", "spoilers"]
