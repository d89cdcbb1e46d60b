"""The YAML parser for a PyYAML without libyaml: its Python scanner, taught to judge as libyaml does.

Reading, beside the first step. The two parsers of PyYAML disagree on tabs between words, on `?` and `:`
inside brackets and on half characters; a catalog must not be fine on one machine and wrong on the next.
"""

from __future__ import annotations

from typing import Any

from yaml import SafeLoader
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken

_ENDS = "\0\r\n"
_BLANKS = " \t"
_IN_BRACKETS = ",[]{}"


_SafeLoader: Any = SafeLoader  # its stubs leave out what is overridden here


class PureParser(_SafeLoader):  # type: ignore[misc]  # as above
    """PyYAML's own parser, with libyaml's judgement."""

    buffer: str
    pointer: int
    allow_simple_key: bool

    def scan_to_next_token(self) -> None:
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)  # a tab between two words
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _ENDS:
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> Any:
        chunks: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        spaces: list[str] = []
        while not (self.peek() == "#" or self._separates_documents()):
            length = self._word_length(start)
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += (*spaces, self.prefix(length))
            self.forward(length)
            end = self.get_mark()
            if self.peek() not in f"{_BLANKS}{_ENDS}" or self.peek() == "\0":
                break
            spaces = self._spaces(indent, start)
            if not self.flow_level and self.column < indent:
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _word_length(self, start: Any) -> int:
        length = 0
        while (char := self.peek(length)) not in f"{_BLANKS}{_ENDS}":
            after = self.peek(length + 1)
            if self.flow_level and char == ":" and after in ",?[]{}":
                self.forward(length)
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            if (char == ":" and after in f"{_BLANKS}{_ENDS}") or (self.flow_level and char in _IN_BRACKETS):
                break
            length += 1
        return length

    def _spaces(self, indent: int, start: Any) -> list[str]:
        whitespace = ""
        breaks: list[str] = []
        while (char := self.peek()) in f"{_BLANKS}\r\n":
            if char in _BLANKS:
                if breaks and self.column < indent and char == "\t":
                    problem = "found a tab character that violates indentation"
                    raise ScannerError("while scanning a plain scalar", start, problem, self.get_mark())
                if not breaks:
                    whitespace += char
                self.forward()
            else:
                breaks.append(self.scan_line_break())
                self.allow_simple_key = True
        if not breaks:
            return [whitespace]
        return breaks[1:] or [" "]

    def _separates_documents(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in f"{_BLANKS}{_ENDS}"

    def scan_tag(self) -> Any:
        text = self.buffer[self.pointer : self.pointer + 200]
        tab = text.find("\t")
        if tab > 0 and not any(char in text[:tab] for char in " \r\n\0"):
            # libyaml takes a tab behind a tag for the blank that it needs; this scanner wants a space
            self.buffer = self.buffer[: self.pointer + tab] + " " + self.buffer[self.pointer + tab + 1 :]
        return super().scan_tag()

    def scan_tag_uri(self, name: str, start_mark: Any) -> Any:
        length = 0
        while (char := self.peek(length)) not in f"{_BLANKS}{_ENDS}":
            if char in _IN_BRACKETS:
                problem = "did not find expected whitespace or line break"
                raise ScannerError("while scanning a tag", start_mark, problem, self.get_mark())
            length += 1
        return super().scan_tag_uri(name, start_mark)

    def scan_directive(self) -> Any:
        directive = super().scan_directive()
        if directive.name not in ("YAML", "TAG"):
            problem = "found unknown directive name"
            raise ScannerError("while scanning a directive", directive.start_mark, problem, directive.end_mark)
        return directive

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        while self.peek() == "\t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> Any:
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode("utf-8")
        except ValueError:  # an escape for half of a character, or for one beyond the last
            pass
        else:
            return chunks
        problem = "found invalid Unicode character escape code"
        raise ScannerError("while parsing a quoted scalar", start_mark, problem, self.get_mark())
